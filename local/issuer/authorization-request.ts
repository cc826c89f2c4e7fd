import type { UserPoolClient } from "../template/model.ts";

export type AuthorizationRequest = {
  clientId: string;
  redirectUri: string;
  challenge: string;
  scope: string;
  nonce: string | undefined;
  /** The address that takes an answer back to the client, its state included. */
  answer: (parameters: Record<string, string>) => URL;
};

/**
 * Reads an authorization request (RFC 6749, section 4.1, with PKCE by S256 mandatory). `refused` must never lead back to
 * the redirect URI, since that is what cannot be trusted; `error` does.
 */
export const authorizationRequest = (
  parameters: URLSearchParams,
  clients: UserPoolClient[],
): AuthorizationRequest | { refused: string } | { error: URL } => {
  const client = clients.find(({ id }) => id === parameters.get("client_id"));
  if (!client) return { refused: "It names no client of this stack." };
  const redirectUri = parameters.get("redirect_uri") ?? "";
  if (!mayReturnTo(client, redirectUri))
    return { refused: "Its redirect_uri is neither the client's nor on this machine." };

  const answer = (more: Record<string, string>): URL => {
    const to = new URL(redirectUri);
    const state = parameters.get("state");
    for (const [name, value] of Object.entries({ ...more, ...(state !== null && { state }) }))
      to.searchParams.set(name, value);
    return to;
  };
  const error = (code: string, description: string) => ({
    error: answer({ error: code, error_description: description }),
  });

  if (parameters.get("response_type") !== "code") return error("unsupported_response_type", "Only code is answered");
  const challenge = parameters.get("code_challenge");
  if (!challenge || parameters.get("code_challenge_method") !== "S256")
    return error("invalid_request", "A code_challenge by S256 is needed");
  if (parameters.get("prompt") === "none") return error("login_required", "Nobody stays signed in here");
  return {
    clientId: client.id,
    redirectUri,
    challenge,
    scope: parameters.get("scope") ?? "openid",
    nonce: parameters.get("nonce") ?? undefined,
    answer,
  };
};

/** A client may be answered at its registered addresses, and at any port of this machine (RFC 8252, section 7.3). */
export const mayReturnTo = ({ redirectUris }: UserPoolClient, address: string): boolean => {
  if (redirectUris.includes(address)) return true;
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === "http:" && ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
};
