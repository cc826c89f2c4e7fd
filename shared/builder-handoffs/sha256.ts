/** How a hash may be miswritten. Each has its own way to be mended. */
export type HashFault = "empty" | "truncated" | "lookalike" | "prefix" | "case" | "length" | "digit";

const WRITTEN = /^sha256:[0-9a-f]{64}$/;
const TRUNCATED = /(?:\.{2,}|…)$/;
const DIGITS = 64;

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
  const faults: (HashFault | false)[] = [
    prefix !== "sha256:" && "prefix",
    TRUNCATED.test(rest) ? "truncated" : Array.from(digits).length !== DIGITS && "length",
    LOOKALIKE.test(digits) ? "lookalike" : !/^[0-9a-f]+$/i.test(digits) && "digit",
    /[A-F]/.test(digits) && "case",
  ];
  return faults.filter((fault) => fault !== false);
};

/** How to mend a miswritten hash. */
export const hashFix = (fault: HashFault, written: string): string => {
  const digits = Array.from(written.replace(/^[^:]*:/, "")).length;
  const fixes: Record<HashFault, string> = {
    empty: "Write sha256: and the 64 hex digits of the file's SHA-256.",
    truncated: "Write all 64 hex digits; what is cut off cannot be checked.",
    lookalike: "Hex digits are 0-9 and a-f. A letter here only looks like one: copy the hash, do not type it.",
    prefix: "Write sha256: in lower case before the 64 hex digits.",
    case: "Write the hex digits in lower case.",
    length: `Write 64 hex digits; there are ${digits}.`,
    digit: "Write hex digits, 0-9 and a-f, and nothing else.",
  };
  return fixes[fault];
};
