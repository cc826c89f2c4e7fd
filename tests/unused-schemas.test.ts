import { transform } from "esbuild";
import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { markSchemas } from "../infra/unused-schemas.ts";

const sources = globSync("{shared,functions}/**/*.ts");

/** What a source comes to without the marks. One in a text would stay. */
const meaningOf = async (source: string): Promise<string> =>
  (await transform(source, { loader: "ts", ignoreAnnotations: true, minifyWhitespace: true })).code;

test("marking the calls that make schemas changes nothing else in any source", async () => {
  let marked = 0;
  for (const source of sources.map((file) => readFileSync(file, "utf8"))) {
    const result = markSchemas(source);
    if (result === source) continue;
    marked += 1;
    expect(await meaningOf(result)).toBe(await meaningOf(source));
  }
  expect(marked).toBeGreaterThan(100);
});

test("a call on a schema is marked as a whole, and so is what it is given", () => {
  expect(markSchemas("const Name = z.string().check(z.maxLength(9), refine(text(3)));")).toBe(
    "const Name = /* @__PURE__ */ z.string().check(/* @__PURE__ */ z.maxLength(9), refine(/* @__PURE__ */ text(3)));",
  );
});
