import { Problem } from "./problem.ts";

const MAX_DEPTH = 64;

/**
 * Refuses what JSON.parse lets through and two readers could understand differently: a key twice in one object, numbers
 * out of range, NUL, lone surrogates, nesting deeper than 64. `value` is what JSON.parse made of `text`.
 * @throws Problem MALFORMED_JSON with a pointer
 */
export const assertStrict = (text: string, value: unknown): void => {
  if (keysIn(value, "", 0) !== keysWritten(text)) throw malformed("", "One object has the same key twice");
};

/** Counts the keys of a value, looking at each member on the way. */
const keysIn = (value: unknown, pointer: string, depth: number): number => {
  if (typeof value === "string") assertText(value, pointer);
  if (typeof value === "number" && !Number.isFinite(value)) throw malformed(pointer, "This number is out of range");
  if (typeof value !== "object" || value === null) return 0;
  if (depth === MAX_DEPTH) throw malformed(pointer, `Nested deeper than ${MAX_DEPTH} levels`);
  let keys = 0;
  for (const [name, member] of Object.entries(value)) {
    const at = `${pointer}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    if (!Array.isArray(value)) {
      keys += 1;
      assertText(name, at);
    }
    keys += keysIn(member, at, depth + 1);
  }
  return keys;
};

const assertText = (text: string, pointer: string): void => {
  if (!text.isWellFormed()) throw malformed(pointer, "This text has half of a surrogate pair");
  if (text.includes("\uFFFD")) throw malformed(pointer, "This text was not valid UTF-8");
  if (text.includes("\0")) throw malformed(pointer, "This text has a NUL character");
};

/** Counts the keys as written: the strings that a colon follows. The text is known to be JSON. */
const keysWritten = (text: string): number => {
  let keys = 0;
  for (let start = text.indexOf('"'); start >= 0; start = text.indexOf('"', start)) {
    let end = text.indexOf('"', start + 1);
    while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
    start = end + 1;
    while (isSpace(text.charCodeAt(start))) start += 1;
    if (text[start] === ":") keys += 1;
  }
  return keys;
};

const isEscaped = (text: string, at: number): boolean => {
  let slashes = 0;
  while (text[at - 1 - slashes] === "\\") slashes += 1;
  return slashes % 2 === 1;
};

const isSpace = (code: number): boolean => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;

const malformed = (pointer: string, detail: string): Problem =>
  new Problem("MALFORMED_JSON", `The body is not acceptable JSON. ${detail}.`, [
    { pointer: pointer.toWellFormed(), detail },
  ]);
