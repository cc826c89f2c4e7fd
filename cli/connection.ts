import { accessToken } from "./access-token.ts";
import { type Answered, failure, isGood, patiently } from "./patience.ts";
import { Misused } from "./refuse.ts";

/** The flags that say with whom a command speaks, and as whom. */
export const connectionOptions = {
  url: { type: "string" },
  token: { type: "string" },
  "client-id": { type: "string" },
  "token-url": { type: "string" },
  "token-parameters": { type: "string" },
} as const;
export type ConnectionWords = { [name in keyof typeof connectionOptions]?: string };

export const connectionUsage = `    --url URL               else BATON_URL, else http://localhost:3000
    --token TOKEN           else BATON_TOKEN, else one for the client of
    --client-id --token-url --token-parameters   or BATON_CLIENT_ID, BATON_TOKEN_URL, BATON_TOKEN_PARAMETERS; BATON_CLIENT_SECRET
`;

/** Baton's API, asked with a token. What fails for now is sent again, so a POST has its key. A refusal throws. */
export type Connection = {
  post: (path: string, body: object, key: string) => Promise<string>;
  /** @returns the value of the JSON, undefined for what is not there */
  find: (path: string) => Promise<unknown>;
};

/**
 * @param refused what to say before the reason of a refusal
 * @throws Misused for an address that is none, Error that says what is missing, Unreachable when nobody answers
 */
export const connect = async (words: ConnectionWords, refused: string): Promise<Connection> => {
  const { env } = process;
  const base = addressOf("--url", words.url ?? env.BATON_URL ?? "http://localhost:3000").replace(/\/+$/, "");
  const tokenUrl = words["token-url"] ?? env.BATON_TOKEN_URL;
  const token = await accessToken({
    token: words.token ?? env.BATON_TOKEN,
    clientId: words["client-id"] ?? env.BATON_CLIENT_ID,
    clientSecret: env.BATON_CLIENT_SECRET,
    tokenUrl: tokenUrl && addressOf("--token-url", tokenUrl),
    tokenParameters: words["token-parameters"] ?? env.BATON_TOKEN_PARAMETERS,
  });
  if (!/^[\x21-\x7e]+$/.test(token)) throw new Misused("The token has characters that no token has.");
  const authorization = `Bearer ${token}`;
  const answerOf = (answer: Answered): string => {
    if (!isGood(answer)) throw failure(refused, answer);
    return answer.text;
  };
  return {
    post: async (path, body, key) => {
      const headers = { authorization, "content-type": "application/json", "idempotency-key": key };
      return answerOf(await patiently(`${base}${path}`, { method: "POST", headers, body: JSON.stringify(body) }));
    },
    find: async (path) => {
      const answer = await patiently(`${base}${path}`, { headers: { authorization } });
      return answer.status === 404 ? undefined : (JSON.parse(answerOf(answer)) as unknown);
    },
  };
};

const addressOf = (flag: string, address: string): string => {
  if (URL.canParse(address) && /^https?:/i.test(address)) return address;
  throw new Misused(`${flag} is ${address}: expected an address such as https://baton.example.com.`);
};
