import * as z from "zod/mini";

/** New component `H-32`, follow-up `H-32A`, cleanup `CLEANUP-5` (File Organization: Handoff ID patterns). */
const STANDARD = /^(?:H-[1-9]\d{0,5}[A-Z]?|CLEANUP-[1-9]\d{0,5})$/;

/** Older documents carry `HANDOFF-29.1C`, `FMWK-009`, `FOLLOWUP-18B`: readable, and judged. */
const READABLE = /^[A-Z][A-Z0-9]{0,15}-\d{1,6}(?:\.\d{1,4})?[A-Z]?$/;

export const HandoffId = z
  .string()
  .check(z.regex(READABLE, "Expected a handoff id such as H-32, H-32A or CLEANUP-5, in capitals"));
export type HandoffId = z.infer<typeof HandoffId>;

export const isStandardId = (id: string): boolean => STANDARD.test(id);

export const isCleanup = (id: string): boolean => id.startsWith("CLEANUP-");

/** The ids that a text names, in its order, each once. */
export const handoffIdsIn = (text: string): string[] => {
  const words = text.match(/\b[A-Z][A-Z0-9]{0,15}-\d{1,6}(?:\.\d{1,4})?[A-Z]?\b/g) ?? [];
  return [...new Set(words.filter((word) => /^(?:H|HANDOFF|CLEANUP|FMWK|FOLLOWUP)-/.test(word)))];
};

/**
 * The handoff before this one by its number ("Numbering follows the build sequence. Letters are follow-ups"): H-31 of H-32,
 * H-32 of H-32A, H-32A of H-32B. A cleanup's number says nothing of the build that it follows, nor does an older id's.
 */
const precedingId = (id: string): string | undefined => {
  const [, number = "", letter = ""] = /^H-(\d+)([A-Z]?)$/.exec(id) ?? [];
  if (number === "" || !isStandardId(id)) return undefined;
  if (letter === "") return number === "1" ? undefined : `H-${Number(number) - 1}`;
  return letter === "A" ? `H-${number}` : `H-${number}${String.fromCharCode(letter.charCodeAt(0) - 1)}`;
};

/** Whether one comes before another by its number; false where a number says nothing of the build. */
const isBefore = (one: string, other: string): boolean => {
  const [a, b] = [one, other].map((id) => /^H-(\d+)([A-Z]?)$/.exec(id));
  if (!a || !b) return false;
  return Number(a[1]) - Number(b[1]) < 0 || (a[1] === b[1] && (a[2] ?? "") < (b[2] ?? ""));
};

/** Those between one before it and itself, the nearest first, at most so many. */
export const idsBetween = (earlier: string, id: string, most: number): string[] =>
  precedingIds(id, most).filter((each) => isBefore(earlier, each));

/** Those before it, the nearest first, at most so many. */
export const precedingIds = (id: string, most: number): string[] => {
  const preceding = most > 0 ? precedingId(id) : undefined;
  return preceding === undefined ? [] : [preceding, ...precedingIds(preceding, most - 1)];
};
