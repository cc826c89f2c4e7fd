import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from "jose";
import type { Authorizer } from "../template/model.ts";

export type Verdict = { claims: JWTPayload; scopes: string[] | null } | { refused: 401 | 403; challenge: string };
type Ask = { authorizer: Authorizer; scopes: string[] };

/** A JWT authorizer as HTTP APIs have it: signature, issuer, audience or client, validity, and the route's scopes. */
export const jwtAuthorizer = () => {
  const keysOf = new Map<string, Promise<JWTVerifyGetKey>>();

  return async (authorization: string | undefined, { authorizer, scopes }: Ask): Promise<Verdict> => {
    const token = authorization?.replace(/^Bearer\s+/i, "").trim();
    if (!token) return { refused: 401, challenge: "Bearer" };
    const { issuer, audience } = authorizer;
    try {
      const keys = keysOf.get(issuer) ?? discoverKeys(issuer);
      keysOf.set(issuer, keys);
      keys.catch(() => keysOf.delete(issuer));
      const { payload } = await jwtVerify(token, await keys, {
        issuer,
        algorithms: ["RS256", "RS384", "RS512"],
        requiredClaims: ["exp"],
      });
      if (!isFor(payload, audience)) return invalid("the token does not have a valid audience");
      if (scopes.length === 0) return { claims: payload, scopes: null };
      const granted = scopesOf(payload).filter((scope) => scopes.includes(scope));
      return granted.length > 0 ? { claims: payload, scopes: granted } : insufficient(scopes);
    } catch (error) {
      return invalid(reasonOf(error));
    }
  };
};

const discoverKeys = async (issuer: string): Promise<JWTVerifyGetKey> => {
  const response = await fetch(`${issuer}/.well-known/openid-configuration`, { signal: AbortSignal.timeout(5_000) });
  const { jwks_uri } = (await response.json()) as { jwks_uri: string };
  return createRemoteJWKSet(new URL(jwks_uri));
};

/** API Gateway looks at `client_id` only if there is no `aud`. */
const isFor = ({ aud, client_id }: JWTPayload, audience: string[]): boolean =>
  [aud ?? client_id].flat().some((each) => typeof each === "string" && audience.includes(each));

const scopesOf = ({ scope, scp }: JWTPayload): string[] =>
  [scope ?? scp ?? []].flat().flatMap((each) => (typeof each === "string" ? each.split(" ") : []));

const challenge = (error: string, description: string, scope = "") =>
  `Bearer scope="${scope}" error="${error}" error_description="${description}"`;

const invalid = (description: string): Verdict => ({
  refused: 401,
  challenge: challenge("invalid_token", description),
});

const insufficient = (scopes: string[]): Verdict => ({
  refused: 403,
  challenge: challenge("insufficient_scope", "the token does not have a required scope", scopes.join(" ")),
});

const reasonOf = (error: unknown): string => {
  if (error instanceof errors.JWTExpired) return "the token has expired";
  if (error instanceof errors.JWTClaimValidationFailed && error.claim === "iss") return "invalid issuer";
  if (error instanceof errors.JWTClaimValidationFailed && error.claim === "nbf") return "the token is not valid yet";
  if (error instanceof errors.JOSEError) return "invalid token";
  console.error(error);
  return "OIDC discovery endpoint communication error";
};
