import { isBlank } from "./evidence.ts";

/** How a hash may be miswritten. Each has its own way to be mended. */
export type HashFault =
  "empty" | "placeholder" | "truncated" | "algorithm" | "lookalike" | "prefix" | "case" | "length" | "digit";

const WRITTEN = /^sha256:[0-9a-f]{64}$/;
const TRUNCATED = /(?:\.{2,}|…)$/;
const DIGITS = 64;
const NO_HEX = /[^0-9a-f]/gi;

/** What names the algorithm before the digits: `sha256:`, and what is written in its place, `sha256-`, `SHA256 = `. */
const PREFIX = /^(?:[^:=]{1,20}[:=]|(?:md5|sha[-_]?\d{1,3}|blake\w{1,3})[-_])[ \t]{0,4}/i;

/** Other algorithms by their names, and by how long their hashes are where no name is written. */
const OTHER = /^(?:md5|sha[-_]?(?:1|224|384|512)|blake\w{1,3}|crc\w{1,3})[\W_]/i;
const OTHER_LENGTHS = [32, 40, 96, 128];

/** Letters that pass for hex digits in print, also where Cyrillic or full-width ones were typed. */
const LOOKALIKE =
  /[oOlI\u0410\u0412\u0415\u0421\u0430\u0435\u0441\u03bf\u041e\u043e\uff10-\uff19\uff21-\uff26\uff41-\uff46]/gu;

const partsOf = (written: string): { prefix: string; rest: string } => {
  const [prefix = ""] = PREFIX.exec(written) ?? [];
  return { prefix, rest: written.slice(prefix.length) };
};

/** Whether a hash says of itself what it is. */
export const isNamed = (written: string): boolean => PREFIX.test(written);

/**
 * What is wrong with a hash that should be `sha256:<64 hex>`, in lower case (Reviewer Checklist: "not bare hex").
 * A right hash has no fault, and one that cannot be mended where it stands has one; only prefix and case may both be off.
 */
export const hashFaults = (written: string): HashFault[] => {
  if (WRITTEN.test(written)) return [];
  if (isBlank(written)) return [written === "" ? "empty" : "placeholder"];
  const { prefix, rest } = partsOf(written);
  if (rest === "") return ["empty"];
  if (isBlank(rest)) return ["placeholder"];
  if (TRUNCATED.test(rest)) return ["truncated"];
  const hex = rest.replaceAll(NO_HEX, "");
  const isHex = hex === rest;
  const isOther = prefix === "" ? isHex && OTHER_LENGTHS.includes(hex.length) : OTHER.test(prefix);
  if (isOther && hex.length !== DIGITS) return ["algorithm"];
  if (!isHex) return [rest.replaceAll(LOOKALIKE, "").search(NO_HEX) >= 0 ? "digit" : "lookalike"];
  if (hex.length !== DIGITS) return ["length"];
  const faults: (HashFault | false)[] = [prefix !== "sha256:" && "prefix", /[A-F]/.test(rest) && "case"];
  return faults.filter((fault) => fault !== false);
};

/** How to mend a miswritten hash. */
export const hashFix = (fault: HashFault, written: string): string => {
  const digits = Array.from(partsOf(written).rest).length;
  const fixes: Record<HashFault, string> = {
    empty: "Write sha256: and the 64 hex digits of the file's SHA-256.",
    placeholder: "Write sha256: and the 64 hex digits of the file's SHA-256 in its place.",
    truncated: "Write sha256: and all 64 hex digits; what is cut off cannot be checked.",
    algorithm: "Write sha256: and the 64 hex digits of the file's SHA-256; this is a hash of another algorithm.",
    lookalike: "Hex digits are 0-9 and a-f. A letter here only looks like one: copy the hash, do not type it.",
    prefix: "Write sha256: in lower case right before the 64 hex digits.",
    case: "Write the hex digits in lower case.",
    length: `Write sha256: and 64 hex digits; there are ${digits}.`,
    digit: "Write hex digits, 0-9 and a-f, and nothing else.",
  };
  return fixes[fault];
};
