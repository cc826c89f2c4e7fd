import { Problem } from "../kernel/problem.ts";
import { asSeen } from "./hidden-characters.ts";
import { secretShapes } from "./secret-shapes.ts";

const BASIC = /\bbasic[ \t]{1,4}(?<value>[A-Za-z0-9+/]{4,400}={0,2})/gi;

/** The groups of every match. Most texts have none, and looking for the first alone is several times as fast. */
const matchesIn = (text: string, pattern: RegExp): Record<string, string | undefined>[] =>
  text.search(pattern) < 0 ? [] : [...text.matchAll(pattern)].map(({ groups = {} }) => groups);

/** Whether a text has the credentials of HTTP's basic scheme: base64 that says `name:password`. */
const hasBasic = (text: string): boolean =>
  matchesIn(text, BASIC).some(({ value = "" }) => {
    try {
      return /^[\x20-\x7e]{0,200}:[\x20-\x7e]+$/.test(atob(value));
    } catch {
      return false;
    }
  });

/** Names that are given a secret: `DB_PASSWORD=…`, `apiKey: …`. */
const ASSIGNMENT =
  /(?:password|passwd|passphrase|passcode|\bpwd|_pwd|_pass|secret|token|(?:api|access|account|private|secret|signing|encryption)[_-]?key|credentials?)["']?[ \t]{0,4}(?<sign>[:=])[ \t]{0,4}(?:"(?<quoted>[^"\n]{1,200})"|["']?(?<value>[^\s"']{1,200}))/gi;
const OPTION = /(?<![\w-])--(?:password|passwd|pass|token|secret|api-key)[= ]["']?(?<value>[^\s"']{1,200})/gi;
/** How programs take a password: `curl -u name:password`, `sshpass -p password`, `mysql -ppassword`. */
const CREDENTIALS =
  /\b(?:(?:curl|http|https|xh)\b[^\n]{0,200}?\s(?:-u|--user)[ =]?["']?[^\s:"'<$]{1,100}:|sshpass\b[^\n]{0,40}?\s-p ?["']?|(?:mysql|mariadb)\w{0,10}\b[^\n]{0,200}?\s-p["']?)(?<value>[^\s"']{1,200})/gi;
const ENVIRONMENT = /(?<![\w-])(?<name>[A-Z][A-Z0-9_]{2,60})=["']?(?<value>[^\s]{1,200})/g;
/** Names that may be harmless, as `SORT_KEY` and `PASS` of a count are; and what is said of a password in words. */
const NAMED =
  /(?<![\w-])(?:[A-Z][A-Z0-9_]{0,60}_(?:KEY|KEY_BASE|AUTH|SALT)|AUTH|[Pp]ass|PASS)=["']?(?<value>[^\s"']{1,200})|\bpassword (?:is|was) ["']?(?<said>[^\s"']{1,200})/g;

/** What only stands where a secret would: `<token>`, `$TOKEN`, `***`, `not_applicable`. */
const isStandIn = (value: string): boolean =>
  /^[<$%{[(*]|^\d{1,6}\/\d{1,6}\b|^x{3,}$|^\.{3}|^\u2026|^#?\d{1,6}k?[.,]?$|^\d{1,3}(?:,\d{3}){1,4}[.,]?$|^(?:not_applicable|none|null|undefined|redacted|changeme|example|required|missing|yes|no|true|false)\b/i.test(
    value,
  );

/** The SHA-256 of a file, a UUID and a commit id are long and random, and no secret. */
const isIdentifier = (value: string): boolean =>
  /^(?:sha256:)?[0-9a-f]{64}\W?$|^[0-9a-f]{40}\W?$|^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\W?$/i.test(value);

/** After a colon prose goes on with a word; a secret has a digit or a sign in it. */
const isAssigned = (text: string, pattern: RegExp): boolean =>
  matchesIn(text, pattern).some(({ value = "", quoted, sign = "=" }) => {
    const given = quoted ?? value;
    const isWord = quoted === undefined && sign === ":" && !/[0-9!@#%^&+/]/.test(given);
    return given.length >= SHORTEST && !isWord && !isStandIn(given) && !isIdentifier(given) && !isFolder(given);
  });
/** `PWD=/srv/app` is where a shell stands. */
const isFolder = (value: string): boolean => /^\/[\w.-]+(?:\/[\w.-]+)*\/?$/.test(value);
const SHORTEST = 3;

/** Letters and digits together, as no word and no count has them; a digest's name does. */
const isMixed = (value: string): boolean =>
  /\d/.test(value) &&
  /[A-Za-z]/.test(value) &&
  value.length > SHORTEST &&
  !/^(?:sha-?\d|md5|base64|utf-?8|argon2)/i.test(value);

const isNamed = (text: string): boolean =>
  matchesIn(text, NAMED).some(({ value, said }) => {
    const given = value ?? said ?? "";
    return isMixed(given) && !isStandIn(given) && !isIdentifier(given);
  });

/** Two of `NAME=value` are a file; one is how a command is given a variable. */
const LINES_OF_ENV = 2;

const isEnvironment = (text: string): boolean => {
  const given = matchesIn(text, ENVIRONMENT).map(({ name = "", value = "" }) => ({
    isSetting: !isStandIn(value) && !isIdentifier(value),
    isNumber: /^\d{1,6}$/.test(value) && name.includes("_"),
  }));
  const settings = given.filter(({ isSetting }) => isSetting).length;
  return settings > 0 && settings + given.filter(({ isNumber }) => isNumber).length >= LINES_OF_ENV;
};

/** A text as somebody reads it: what Markdown shows as code, and wide letters, are letters. */
const asRead = (written: string): string => asSeen(written).normalize("NFKC").replaceAll("`", "");

/** What kind of secret a text holds, by its shape; undefined if none is known in it. The secret itself is never repeated. */
export const secretIn = (written: string): string | undefined => {
  const text = asRead(written);
  const known = secretShapes.find(([, shape]) => shape.test(text));
  if (known) return known[0];
  if (hasBasic(text)) return "the name and password of a basic authorization";
  if (isAssigned(text, ASSIGNMENT) || isNamed(text)) return "a value given to a password, secret, token or key";
  if (isAssigned(text, OPTION) || isAssigned(text, CREDENTIALS)) return "a password given to a command";
  return isEnvironment(text) ? "the content of an .env file" : undefined;
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
