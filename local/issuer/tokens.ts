import { jwtVerify, SignJWT, type JWTPayload } from "jose";
import { randomUUID } from "node:crypto";
import type { Grant } from "./authorization-codes.ts";
import type { Person } from "./person.ts";
import type { SigningKey } from "./signing-key.ts";

export const tokenLifetimeSeconds = 3_600;

/** Signs the tokens of one issuer, with the claims that the deployed user pool's trigger would add. */
export const tokenSigner = ({ id, privateKey, publicJwk }: SigningKey, issuer: string) => {
  const sign = (claims: JWTPayload, subject: string, audience: string): Promise<string> =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: "RS256", kid: id, typ: "JWT" })
      .setIssuer(issuer)
      .setSubject(subject)
      .setAudience(audience)
      .setIssuedAt()
      .setExpirationTime(`${tokenLifetimeSeconds}s`)
      .setJti(randomUUID())
      .sign(privateKey);
  return {
    access: ({ sub, tenant_id, roles }: Person, clientId: string): Promise<string> =>
      sign({ tenant_id, roles, client_id: clientId, token_use: "access" }, sub, clientId),
    identity: ({ person: { sub, tenant_name, ...person }, clientId, nonce }: Grant): Promise<string> =>
      sign({ ...person, ...(tenant_name && { tenant_name }), ...(nonce && { nonce }), token_use: "id" }, sub, clientId),
    /** The claims of a token of this issuer; rejects if it is none. */
    verify: async (token: string): Promise<JWTPayload> => (await jwtVerify(token, publicJwk, { issuer })).payload,
  };
};
