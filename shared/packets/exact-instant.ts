import { instantAs, inUtc } from "../kernel/field.ts";

/** A moment in UTC with every digit of its second, as it was sent. */
export const ExactInstant = instantAs((text) => {
  const [, beyond = ""] = /\.\d{3}(\d+)/.exec(text) ?? [];
  return `${inUtc(text).slice(0, -1)}${beyond}Z`;
});

/** Whether one exact moment is before another, by the last of their digits. */
export const isBefore = (one: string, other: string): boolean => {
  const [a, b] = [one.slice(0, -1), other.slice(0, -1)];
  return a.padEnd(b.length, "0") < b.padEnd(a.length, "0");
};

/** The same moment as it is kept: what is less than a millisecond is left out. */
export const inMilliseconds = (moment: string): string => `${moment.slice(0, 23)}Z`;
