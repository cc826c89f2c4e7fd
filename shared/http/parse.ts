import * as z from "zod/mini";
import { type Fault, Problem } from "../kernel/problem.ts";
import { sentenceOf } from "./sentences.ts";

z.config({ customError: sentenceOf });

/**
 * What a contract makes of an input; without a schema, undefined.
 * @param pointTo the fault of one issue, from the path of the field and what is wrong with it
 * @throws Problem INVALID_REQUEST with one fault for each field, the first hundred of them
 */
export const parse = <T>(
  schema: z.ZodMiniType<T> | undefined,
  input: unknown,
  pointTo: (path: PropertyKey[], detail: string) => Fault,
): T => {
  if (!schema) return undefined as T;
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const faults = result.error.issues.flatMap((issue) => faultsOf(issue, pointTo));
  throw new Problem("INVALID_REQUEST", summaryOf(faults), faults.slice(0, MOST_FAULTS));
};

/** An answer has 6 MB at most, and a body of 1 MB has room for more faults than that. */
const MOST_FAULTS = 100;

export const intoBody = (path: PropertyKey[], detail: string): Fault => ({
  pointer: path.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join(""),
  detail,
});

export const intoParameters = (path: PropertyKey[], detail: string): Fault => ({
  parameter: String(path[0] ?? ""),
  detail,
});

const faultsOf = (issue: z.core.$ZodIssue, pointTo: (path: PropertyKey[], detail: string) => Fault): Fault[] => {
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => pointTo([...issue.path, key], "This field is not known here"));
  if (issue.code !== "invalid_union" || issue.message !== WORDLESS) return [pointTo(issue.path, issue.message)];
  const meant = nearest(issue.errors);
  if (!meant) return [pointTo(issue.path, eitherOf(issue.errors))];
  return meant.flatMap((inner) => faultsOf({ ...inner, path: [...issue.path, ...inner.path] }, pointTo));
};

/** What zod says of a union whose contract has no words of its own for it. */
const WORDLESS = "Invalid input";

/** Of the forms that a value may have, the one that it misses by least, if it is of the right type for one at all. */
const nearest = (forms: z.core.$ZodIssue[][]): z.core.$ZodIssue[] | undefined => {
  const [first, second] = forms
    .filter((issues) => issues.every(({ path }) => path.length > 0))
    .sort((one, other) => one.length - other.length);
  return first && first.length < (second?.length ?? Infinity) ? first : undefined;
};

/** What each form of a union asks for. */
const eitherOf = (forms: z.core.$ZodIssue[][]): string =>
  [...new Set(forms.flatMap(([issue]) => issue?.message ?? []))].join(", or: ");

const summaryOf = ([first, ...others]: Fault[]): string => {
  if (!first) return "The request does not match its contract.";
  const place = "pointer" in first ? first.pointer || "the body" : first.parameter;
  const more = others.length > 0 ? ` (and ${others.length} more)` : "";
  return `${place}: ${first.detail}${more}.`;
};
