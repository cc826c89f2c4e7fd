import type { IncomingMessage, ServerResponse } from "node:http";
import { authorizationCodes } from "./authorization-codes.ts";
import { authorizationRequest, mayReturnTo } from "./authorization-request.ts";
import { readBody, send } from "../gateway/http-server.ts";
import { html, json, redirect, unauthorized, type Reply } from "./reply.ts";
import type { UserPoolClient } from "../template/model.ts";
import { noticePage, signInPage } from "./sign-in-page.ts";
import { keyOf, personOf, type Person } from "./person.ts";
import type { SigningKey } from "./signing-key.ts";
import { tokenEndpoint } from "./token-endpoint.ts";
import { tokenSigner } from "./tokens.ts";

type Issuer = {
  /** The issuer's URL, below which everything here lies. */
  url: string;
  clients: UserPoolClient[];
  key: SigningKey;
  /** Those to pick from on the sign-in page. */
  people: () => Person[];
};

/**
 * An OpenID Connect issuer that lets anyone be anyone: it stands for the templates' user pools on this machine, where a
 * token is asked for in one call, or by code + PKCE through a page that picks a person.
 */
export const issuer = ({ url, clients, key, people }: Issuer) => {
  const codes = authorizationCodes();
  const tokens = tokenSigner(key, url);
  const token = tokenEndpoint({ clients, codes, tokens });

  const authorize = (parameters: URLSearchParams, chosen?: Person): Reply => {
    const request = authorizationRequest(parameters, clients);
    if ("refused" in request) return html(400, noticePage("This sign-in cannot go on", request.refused));
    if ("error" in request) return redirect(request.error);
    if (!chosen) return html(200, signInPage(people(), parameters));
    const { answer, ...grant } = request;
    return redirect(answer({ code: codes.issue({ ...grant, person: chosen }) }));
  };

  const chosenIn = (form: URLSearchParams): Person | undefined =>
    people().find((person) => keyOf(person) === form.get("person")) ?? personOf(form);

  const userinfo = async (authorization = ""): Promise<Reply> => {
    try {
      const { sub, tenant_id, roles } = await tokens.verify(authorization.replace(/^Bearer /i, ""));
      return json(200, { sub, tenant_id, roles });
    } catch {
      return unauthorized();
    }
  };

  const endSession = (parameters: URLSearchParams): Reply => {
    const address = parameters.get("post_logout_redirect_uri") ?? "";
    if (!clients.some((client) => mayReturnTo(client, address)))
      return html(200, noticePage("Signed out", "You may close this page."));
    const to = new URL(address);
    const state = parameters.get("state");
    if (state !== null) to.searchParams.set("state", state);
    return redirect(to);
  };

  const reply = async (incoming: IncomingMessage): Promise<Reply> => {
    const { pathname, searchParams: query } = new URL(incoming.url ?? "", url);
    const form = async () => new URLSearchParams((await readBody(incoming)).toString());
    switch (`${incoming.method} ${pathname.slice(new URL(url).pathname.length)}`) {
      case "GET /.well-known/openid-configuration":
        return json(200, discovery(url));
      case "GET /jwks":
        return json(200, { keys: [key.publicJwk] });
      case "GET /authorize":
        return authorize(query);
      case "POST /authorize": {
        const fields = await form();
        return authorize(fields, chosenIn(fields));
      }
      case "POST /token":
        return token(await form());
      case "GET /userinfo":
        return userinfo(incoming.headers.authorization);
      case "GET /end_session":
        return endSession(query);
      default:
        return json(404, { error: "not_found" });
    }
  };

  return async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const { body, ...head } = await reply(incoming);
    send(outgoing, { ...head, body: Buffer.from(body) });
  };
};

/** OpenID Connect Discovery 1.0, section 3. */
const discovery = (url: string) => ({
  issuer: url,
  authorization_endpoint: `${url}/authorize`,
  token_endpoint: `${url}/token`,
  jwks_uri: `${url}/jwks`,
  userinfo_endpoint: `${url}/userinfo`,
  end_session_endpoint: `${url}/end_session`,
  response_types_supported: ["code"],
  grant_types_supported: ["authorization_code", "client_credentials"],
  code_challenge_methods_supported: ["S256"],
  token_endpoint_auth_methods_supported: ["none"],
  subject_types_supported: ["public"],
  id_token_signing_alg_values_supported: ["RS256"],
  scopes_supported: ["openid", "profile"],
  claims_supported: ["sub", "name", "tenant_id", "tenant_name", "roles"],
});
