import type * as z from "zod/mini";

const nouns: Record<string, string> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
};
const nounOf = (type: string): string => nouns[type] ?? type;

type Bound = { origin: string; inclusive?: boolean | undefined };

/** What is counted: the characters of a text, the items of a list; of a number, itself. */
const counted = ({ origin }: Bound, bound: number | bigint): string => {
  if (origin === "string") return `${bound} ${bound === 1 ? "character" : "characters"}`;
  return origin === "array" ? `${bound} ${bound === 1 ? "item" : "items"}` : `${bound}`;
};
const limit = (issue: Bound, bound: number | bigint, [inclusive, exclusive]: readonly [string, string]): string =>
  `Expected ${issue.inclusive === false ? exclusive : inclusive} ${counted(issue, bound)}`;

const oneOf = (values: string[]): string => (values.length > 2 ? `one of ${values.join(", ")}` : values.join(" or "));

/** What to send where a contract has no words of its own for what is wrong. Undefined leaves it to zod's "Invalid input": its own words are more bytes than these. */
export const sentenceOf: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined
        ? `This is required: send ${nounOf(issue.expected)}`
        : `Expected ${nounOf(issue.expected)}`;
    case "invalid_value":
      return `Expected ${oneOf(issue.values.map((value) => JSON.stringify(value)))}`;
    case "too_big":
      return limit(issue, issue.maximum, ["at most", "less than"]);
    case "too_small":
      return limit(issue, issue.minimum, ["at least", "more than"]);
    case "invalid_format":
      return `Expected a valid ${issue.format === "regex" ? "form" : issue.format}`;
    case "not_multiple_of":
      return `Expected a multiple of ${issue.divisor}`;
    default:
      return undefined;
  }
};
