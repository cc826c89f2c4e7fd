/** How a hash may be miswritten. Each has its own way to be mended. */
export type HashFault = "empty" | "truncated" | "algorithm" | "lookalike" | "prefix" | "case" | "length" | "digit";

const WRITTEN = /^sha256:[0-9a-f]{64}$/;
const TRUNCATED = /(?:\.{2,}|…)$/;
const DIGITS = 64;

/** Other algorithms by their names, and by how long their hashes are where no name is written. */
const OTHER = /^(?:md5|sha-?(?:1|224|384|512)|blake\w*|crc\w*):$/i;
const OTHER_LENGTHS = [32, 40, 96, 128];

/** Letters that pass for hex digits in print, also where Cyrillic or full-width ones were typed. */
const LOOKALIKE =
  /[oOlI\u0410\u0412\u0415\u0421\u0430\u0435\u0441\u03bf\u041e\u043e\uff10-\uff19\uff21-\uff26\uff41-\uff46]/u;

/**
 * What is wrong with a hash that should be `sha256:<64 hex>`, in lower case (Reviewer Checklist: "not bare hex").
 * One slip gives one fault; a right hash gives none.
 */
export const hashFaults = (written: string): HashFault[] => {
  if (WRITTEN.test(written)) return [];
  const [, prefix = "", rest = ""] = /^([^:]*:)?(.*)$/s.exec(written) ?? [];
  const digits = rest.replace(TRUNCATED, "");
  if (digits === "") return ["empty"];
  const isCut = TRUNCATED.test(rest);
  const hex = digits.replaceAll(/[^0-9a-f]/gi, "");
  const isHex = hex === digits;
  const isOther =
    (OTHER.test(prefix) && hex.length !== DIGITS) || (prefix === "" && isHex && OTHER_LENGTHS.includes(hex.length));
  if (isOther && !isCut) return ["algorithm"];
  const isLong = Array.from(digits).length === DIGITS || (!isHex && hex.length === DIGITS);
  const faults: (HashFault | false)[] = [
    !isCut && isLong && prefix !== "sha256:" && "prefix",
    isCut ? "truncated" : !isLong && "length",
    LOOKALIKE.test(digits) ? "lookalike" : !isHex && "digit",
    /[A-F]/.test(digits) && "case",
  ];
  return faults.filter((fault) => fault !== false);
};

/** How to mend a miswritten hash. */
export const hashFix = (fault: HashFault, written: string): string => {
  const digits = Array.from(written.replace(/^[^:]*:/, "")).length;
  const fixes: Record<HashFault, string> = {
    empty: "Write sha256: and the 64 hex digits of the file's SHA-256.",
    truncated: "Write sha256: and all 64 hex digits; what is cut off cannot be checked.",
    algorithm: "Write sha256: and the 64 hex digits of the file's SHA-256; this is a hash of another algorithm.",
    lookalike: "Hex digits are 0-9 and a-f. A letter here only looks like one: copy the hash, do not type it.",
    prefix: "Write sha256: in lower case before the 64 hex digits.",
    case: "Write the hex digits in lower case.",
    length: `Write sha256: and 64 hex digits; there are ${digits}.`,
    digit: "Write hex digits, 0-9 and a-f, and nothing else.",
  };
  return fixes[fault];
};
