import { expect } from "vitest";
import { judgeResults } from "../../shared/builder-handoffs/results.ts";
import { resultsFrom, resultsSections } from "./documents.ts";

/** The standard's template of a results file, filled in, and what it is judged to be when one thing in it is changed. */
export const whole = resultsSections();
export const [STATUS, CREATED, MODIFIED, ARCHIVES, TESTS, REGRESSION, BASELINE, CLEAN_ROOM, ISSUES, NOTES] =
  Object.keys(whole) as [string, ...string[]] & string[];
export const text = (name = "") => (whole as Record<string, string>)[name] ?? "";
export const withSection = (name = "", value: string) => resultsFrom("H-32", { ...whole, [name]: value });
export const without = (name = "") =>
  resultsFrom("H-32", Object.fromEntries(Object.entries(whole).filter(([each]) => each !== name)));
export const withStatus = (status: string) =>
  resultsFrom("H-32", { [status]: "", ...Object.fromEntries(Object.entries(whole).slice(1)) });
export const rulesOf = (document: string, id?: string) => judgeResults(document, id).findings.map(({ rule }) => rule);
export const changed = (name: string | undefined, from: string | RegExp, to: string) => {
  const value = text(name).replace(from, to);
  expect(value).not.toBe(text(name));
  return withSection(name, value);
};
