import type { authorizationCodes } from "./authorization-codes.ts";
import { json, type Reply } from "./reply.ts";
import type { UserPoolClient } from "../template/model.ts";
import { personOf } from "./person.ts";
import { tokenLifetimeSeconds, type tokenSigner } from "./tokens.ts";

type Parts = {
  clients: UserPoolClient[];
  codes: ReturnType<typeof authorizationCodes>;
  tokens: ReturnType<typeof tokenSigner>;
};

/** RFC 6749, section 5.2. */
const refusal = (error: string, error_description: string, status = 400) => json(status, { error, error_description });

/** Gives tokens for client credentials, naming whoever the form names, and for authorization codes. */
export const tokenEndpoint = ({ clients, codes, tokens }: Parts) => {
  const credentials = async (form: URLSearchParams): Promise<Reply> => {
    const clientId = form.get("client_id") ?? clients[0]?.id;
    if (!clientId || !clients.some(({ id }) => id === clientId))
      return refusal("invalid_client", "No such client", 401);
    const person = personOf(form);
    if (!person) return refusal("invalid_request", "tenant_id and sub are needed");
    return issued(await tokens.access(person, clientId));
  };

  const exchange = async (form: URLSearchParams): Promise<Reply> => {
    const [code, clientId, redirectUri, verifier] = ["code", "client_id", "redirect_uri", "code_verifier"].map((name) =>
      form.get(name),
    );
    if (!code || !clientId || !redirectUri || !verifier)
      return refusal("invalid_request", "code, client_id, redirect_uri and code_verifier are needed");
    const grant = codes.redeem({ code, clientId, redirectUri, verifier });
    if (!grant) return refusal("invalid_grant", "The code is not good for this exchange");
    const { person, scope } = grant;
    const identity = scope.split(" ").includes("openid") && { id_token: await tokens.identity(grant) };
    return issued(await tokens.access(person, clientId), { ...identity, scope });
  };

  return async (form: URLSearchParams): Promise<Reply> => {
    switch (form.get("grant_type")) {
      case "client_credentials":
        return credentials(form);
      case "authorization_code":
        return exchange(form);
      case null:
        return refusal("invalid_request", "grant_type is missing");
      default:
        return refusal("unsupported_grant_type", "Use client_credentials or authorization_code");
    }
  };
};

const issued = (access_token: string, more: object = {}): Reply =>
  json(200, { access_token, token_type: "Bearer", expires_in: tokenLifetimeSeconds, ...more });
