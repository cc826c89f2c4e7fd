import { expect, test } from "vitest";
import * as z from "zod/mini";
import { intoBody, parse } from "../../shared/http/parse.ts";

const detailOf = (schema: z.ZodMiniType, input: unknown): unknown => {
  try {
    parse(schema, input, intoBody);
  } catch (error) {
    return error;
  }
  return undefined;
};

test.each([
  [z.string(), undefined, "This is required: send a text"],
  [z.string(), 7, "Expected a text"],
  [z.number(), "7", "Expected a number"],
  [z.int(), 1.5, "Expected a whole number"],
  [z.array(z.string()), {}, "Expected a list"],
  [z.enum(["a", "b"]), "c", 'Expected "a" or "b"'],
  [z.enum(["a", "b", "c"]), "d", 'Expected one of "a", "b", "c"'],
  [z.array(z.int()).check(z.maxLength(2)), [1, 2, 3], "Expected at most 2 items"],
  [z.array(z.int()).check(z.minLength(1)), [], "Expected at least 1 item"],
  [z.string().check(z.maxLength(1)), "ab", "Expected at most 1 character"],
  [z.int().check(z.positive()), 0, "Expected more than 0"],
  [z.number().check(z.maximum(100)), 101, "Expected at most 100"],
  [z.iso.date(), "2026-02-30", "Expected a valid date"],
  [z.int().check(z.multipleOf(5)), 7, "Expected a multiple of 5"],
  [z.union([z.array(z.int()), z.object({})]), "text", "Expected a list, or: Expected an object"],
])("says what to send instead: %#, %j", (schema, input, detail) => {
  expect(detailOf(z.object({ field: schema }), { field: input })).toMatchObject({
    faults: [{ pointer: "/field", detail }],
  });
});

test("names the first hundred faults, and says how many there are", () => {
  const refused = detailOf(z.object({ list: z.array(z.string()) }), { list: Array(100_000).fill(null) });
  expect(refused).toMatchObject({ message: "/list/0: Expected a text (and 99999 more)." });
  const pointers = (refused as { faults: { pointer: string }[] }).faults.map(({ pointer }) => pointer);
  expect(pointers).toEqual(Array.from({ length: 100 }, (_, at) => `/list/${at}`));
});
