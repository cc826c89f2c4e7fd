import { Problem } from "./problem.ts";

const MAX_DEPTH = 64;

/**
 * Refuses what JSON.parse lets through and two readers could understand differently: a key twice in one object, numbers
 * out of range or with digits that no number keeps, the key __proto__ and a constructor's prototype, NUL, lone
 * surrogates, nesting deeper than 64. `value` is what JSON.parse made of `text`.
 * @throws Problem MALFORMED_JSON with a pointer, where the value shows the place
 */
export const assertStrict = (text: string, value: unknown): void => {
  const held = keysIn(value, "", 0);
  let keys = 0;
  let outside = 0;
  for (const { start, end } of textsIn(text)) {
    assertNumbers(text.slice(outside, start));
    outside = end;
    while (isSpace(text.charCodeAt(outside))) outside += 1;
    if (text[outside] === ":") keys += 1;
  }
  assertNumbers(text.slice(outside));
  if (keys !== held) throw malformed("", "One object has the same key twice");
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
      if (RESERVED.some((end) => at.endsWith(end)))
        throw malformed(at, `The key "${name}" is not taken here: leave it out`);
    }
    keys += keysIn(member, at, depth + 1);
  }
  return keys;
};

/** Ways into what all objects of a program share. */
const RESERVED = ["/__proto__", "/constructor/prototype"];

const assertText = (text: string, pointer: string): void => {
  if (!text.isWellFormed()) throw malformed(pointer, "This text has half of a surrogate pair");
  if (text.includes("\0")) throw malformed(pointer, "This text has a NUL character");
};

/** The texts as they are written, from quote to quote: those that a colon follows are keys. The whole is known to be JSON. */
function* textsIn(text: string): Generator<{ start: number; end: number }> {
  for (let start = text.indexOf('"'); start >= 0;) {
    let last = text.indexOf('"', start + 1);
    while (isEscaped(text, last)) last = text.indexOf('"', last + 1);
    yield { start, end: last + 1 };
    start = text.indexOf('"', last + 1);
  }
}

/** The shortest that is not kept has six characters: 1e-400. */
const assertNumbers = (json: string): void => {
  if (json.length < 6) return;
  for (const [number] of json.matchAll(/\d[\d.eE+-]{5,}/g))
    if (!isKept(number))
      throw malformed("", `${number.slice(0, 40)} has digits that a number does not keep: send fewer, or text`);
};

/** A whole number must be the very one; a fraction is what its first 17 digits say, as every writer of doubles has it. */
const isKept = (written: string): boolean => {
  const value = Number(written);
  if (value === 0) return !/^[^eE]*[1-9]/.test(written);
  if (String(value) === written) return true;
  return /[.eE]/.test(written) ? digitsIn(written) <= 17 : BigInt(written) === BigInt(value);
};

/** How many there are between the zeros at both ends. */
const digitsIn = (written: string): number => {
  const digits = written
    .replace(/[eE].*/, "")
    .replace(/\D/g, "")
    .replace(/^0+/, "");
  let end = digits.length;
  while (digits[end - 1] === "0") end -= 1;
  return end;
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
