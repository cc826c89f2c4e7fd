import { failure, isGood, patiently } from "./patience.ts";

export type Credentials = {
  token?: string | undefined;
  clientId?: string | undefined;
  clientSecret?: string | undefined;
  tokenUrl?: string | undefined;
  /** What an issuer wants to know besides, as a form: `scope=…`, or tenant, person and roles on one machine. */
  tokenParameters?: string | undefined;
};

/**
 * The token as it was given, or one for the client's credentials (RFC 6749, section 4.4).
 * @throws Error that says what is missing, or what the issuer answered
 */
export const accessToken = async (given: Credentials): Promise<string> => {
  const { token, clientId, clientSecret, tokenUrl, tokenParameters = "" } = given;
  if (token) return token;
  if (!tokenUrl)
    throw new Error("There is no token: set BATON_TOKEN, or BATON_TOKEN_URL and a client's id and secret.");
  const form = new URLSearchParams(tokenParameters);
  form.set("grant_type", "client_credentials");
  const secret =
    clientId && Buffer.from([clientId, clientSecret ?? ""].map(encodeURIComponent).join(":")).toString("base64");
  const answer = await patiently(tokenUrl, {
    method: "POST",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      ...(secret && { authorization: `Basic ${secret}` }),
    },
    body: form.toString(),
  });
  if (!isGood(answer)) throw failure(`${tokenUrl} gave no token`, answer);
  const { access_token } = JSON.parse(answer.text) as { access_token?: unknown };
  if (typeof access_token !== "string") throw new Error(`${tokenUrl} answered without an access_token.`);
  return access_token;
};
