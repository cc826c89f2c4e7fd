import { Problem } from "../kernel/problem.ts";
import { asSeen } from "./hidden-characters.ts";

/**
 * Known shapes of credentials. Each begins with what nothing else begins with and ends in a run that nothing has to follow, or
 * is bounded: a search never goes over the same text twice, so it takes time in proportion to the text.
 */
const shapes: readonly (readonly [kind: string, shape: RegExp])[] = [
  ["a private key", /-----BEGIN [A-Z ]{0,40}PRIVATE KEY/],
  ["an AWS access key id", /(?<![A-Za-z0-9])(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}(?![A-Za-z0-9])/],
  ["a GitHub token", /(?<![A-Za-z0-9_])(?:gh[pousr]_[A-Za-z0-9]{30,}|github_pat_[A-Za-z0-9_]{30,})/],
  ["a GitLab token", /(?<![A-Za-z0-9])gl(?:pat|ptt|dt|rt|cbt)-[A-Za-z0-9_-]{20,}/],
  ["a Slack token", /(?<![A-Za-z0-9])xox[abeoprs]-[A-Za-z0-9-]{10,}|(?<![A-Za-z0-9])xapp-\d-[A-Za-z0-9-]{10,}/],
  ["a Slack webhook", /hooks\.slack\.com\/(?:services|workflows)\/[A-Za-z0-9/]{20,}/],
  ["a Stripe key", /(?<![A-Za-z0-9])(?:[sr]k_(?:live|test)|whsec)_[A-Za-z0-9]{16,}/],
  ["a Google API key", /(?<![A-Za-z0-9])AIza[A-Za-z0-9_-]{30,}/],
  ["a Google OAuth token", /(?<![A-Za-z0-9])(?:ya29\.[A-Za-z0-9_-]{20,}|GOCSPX-[A-Za-z0-9_-]{20,})/],
  ["an API key of a language model", /(?<![A-Za-z0-9])sk-(?:[a-z]{2,12}[0-9]{0,2}-)?[A-Za-z0-9_-]{20,}/],
  ["an npm token", /(?<![A-Za-z0-9])npm_[A-Za-z0-9]{30,}/],
  ["a PyPI token", /(?<![A-Za-z0-9])pypi-[A-Za-z0-9_-]{30,}/],
  ["a SendGrid key", /(?<![A-Za-z0-9])SG\.[A-Za-z0-9_-]{16,40}\.[A-Za-z0-9_-]{16,}/],
  ["a Telegram bot token", /(?<![A-Za-z0-9])\d{8,10}:AA[A-Za-z0-9_-]{32,}/],
  ["a Hugging Face token", /(?<![A-Za-z0-9])hf_[A-Za-z0-9]{30,}/],
  ["a DigitalOcean token", /(?<![A-Za-z0-9])do[opr]_v1_[a-f0-9]{60,}/],
  ["a Shopify token", /(?<![A-Za-z0-9])shp(?:at|ca|pa|ss)_[a-fA-F0-9]{30,}/],
  ["a JSON Web Token", /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,4000}\.eyJ[A-Za-z0-9_-]{8,}/],
  ["a bearer token", /\bbearer[ \t]{1,4}(?=[A-Za-z._~+/-]{0,60}\d)[A-Za-z0-9._~+/-]{20,}/i],
  ["a password in an address", /:\/\/[^\s:@/]{0,100}:(?!<|\$|\*|\{|\d{1,5}(?:[/\s]|$))[^\s@]{1,200}@/],
  ["an age key", /AGE-SECRET-KEY-1[0-9A-Z]{30,}/i],
  ["a Vault token", /(?<![A-Za-z0-9])hv[sbr]\.[A-Za-z0-9_-]{20,}/],
  ["a Databricks token", /(?<![A-Za-z0-9])dapi[a-f0-9]{32}/],
];

const BASIC = /\bbasic[ \t]{1,4}(?<value>[A-Za-z0-9+/]{4,400}={0,2})/gi;

/** Whether a text has the credentials of HTTP's basic scheme: base64 that says `name:password`. */
const hasBasic = (text: string): boolean =>
  [...text.matchAll(BASIC)].some(({ groups: { value = "" } = {} }) => {
    try {
      return /^[\x20-\x7e]{0,200}:[\x20-\x7e]+$/.test(atob(value));
    } catch {
      return false;
    }
  });

/** Names that are given a secret: `DB_PASSWORD=…`, `apiKey: …`. */
const ASSIGNMENT =
  /(?:password|passwd|passphrase|passcode|\bpwd|_pwd|secret|token|(?:api|access|account|private|secret|signing|encryption)[_-]?key|credentials?)["']?[ \t]{0,4}(?<sign>[:=])[ \t]{0,4}(?:"(?<quoted>[^"\n]{1,200})"|["']?(?<value>[^\s"'`]{1,200}))/gi;
const OPTION = /(?<![\w-])--(?:password|passwd|token|secret|api-key)[= ]["']?(?<value>[^\s"'`]{1,200})/gi;
const ENVIRONMENT = /(?<![\w-])[A-Z][A-Z0-9_]{2,60}=(?<value>[^\s]{1,200})/g;

/** What only stands where a secret would: `<token>`, `$TOKEN`, `***`, `not_applicable`. */
const isStandIn = (value: string): boolean =>
  /^[<$%{[(*]|^x{3,}$|^\.{3}|^\u2026|^#?\d{1,6}k?[.,]?$|^\d{1,3}(?:,\d{3}){1,4}[.,]?$|^(?:not_applicable|none|null|undefined|redacted|changeme|example|required|missing|yes|no|true|false)\b/i.test(
    value,
  );

/** The SHA-256 of a file, a UUID and a commit id are long and random, and no secret. */
const isIdentifier = (value: string): boolean =>
  /^(?:sha256:)?[0-9a-f]{64}\W?$|^[0-9a-f]{40}\W?$|^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\W?$/i.test(value);

/** After a colon prose goes on with a word; a secret has a digit or a sign in it. */
const isAssigned = (text: string, pattern: RegExp): boolean =>
  [...text.matchAll(pattern)].some(({ groups = {} }) => {
    const { value = "", quoted, sign = "=" } = groups;
    const given = quoted ?? value;
    const isWord = quoted === undefined && sign === ":" && !/[0-9!@#%^&+/]/.test(given);
    return given.length >= SHORTEST && !isWord && !isStandIn(given) && !isIdentifier(given) && !isFolder(given);
  });
/** `PWD=/srv/app` is where a shell stands. */
const isFolder = (value: string): boolean => /^\/[\w.-]+(?:\/[\w.-]+)*\/?$/.test(value);
const SHORTEST = 3;

/** Two of `NAME=value` are a file; one is how a command is given a variable. */
const LINES_OF_ENV = 2;

/** What kind of secret a text holds, by its shape; undefined if none is known in it. The secret itself is never repeated. */
export const secretIn = (written: string): string | undefined => {
  const text = asSeen(written);
  const known = shapes.find(([, shape]) => shape.test(text));
  if (known) return known[0];
  if (hasBasic(text)) return "the name and password of a basic authorization";
  if (isAssigned(text, ASSIGNMENT)) return "a value given to a password, secret, token or key";
  if (isAssigned(text, OPTION)) return "a password given to a command";
  const lines = [...text.matchAll(ENVIRONMENT)].filter(
    ({ groups: { value = "" } = {} }) => !isStandIn(value) && !isIdentifier(value),
  );
  return lines.length >= LINES_OF_ENV ? "the content of an .env file" : undefined;
};

/** What is sealed for good may hold no secret. @throws Problem INVALID_REQUEST at the pointer */
export const assertNoSecret = (texts: Record<string, string | undefined>): void => {
  for (const [pointer, text] of Object.entries(texts)) {
    const kind = secretIn(text ?? "");
    if (kind === undefined) continue;
    const detail = `This text holds ${kind}. Take it out, and revoke it: it has been shown`;
    throw new Problem("INVALID_REQUEST", `${pointer}: ${detail}.`, [{ pointer, detail }]);
  }
};
