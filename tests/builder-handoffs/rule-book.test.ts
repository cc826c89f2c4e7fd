import { readFileSync, readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { ruleBook } from "../../shared/builder-handoffs/rule-book.ts";

/** In a table, and outside of code, two characters would be read as something else. */
const asMarkdown = (says: string) =>
  says.replaceAll("|", "\\|").replace(/(`[^`]*`)|</g, (match, code?: string) => code ?? `\\${match}`);

const folder = "shared/builder-handoffs";

test("the book has the rules of every table in the code, each once", () => {
  const written = readdirSync(folder)
    .flatMap((name) => readFileSync(`${folder}/${name}`, "utf8").split(/^export const /m))
    .filter((declared) => /^\w*rules = \{/i.test(declared))
    .flatMap((table) => [
      ...table.slice(0, table.indexOf("satisfies Rules")).matchAll(/^ {2}"([\w.]+)": (?:blocker|warning)\(/gm),
    ])
    .map(([, rule]) => rule);
  const book = Object.values(ruleBook).flatMap((rules) => Object.keys(rules));
  expect(written.length).toBeGreaterThan(100);
  expect(book.sort()).toEqual(written.sort());
  expect(new Set(book).size).toBe(book.length);
});

test("docs/builder-rules.md shows the book, rule by rule", () => {
  const shown = readFileSync("docs/builder-rules.md", "utf8")
    .split("\n## ")
    .slice(1)
    .map((part) => [
      part.slice(0, part.indexOf("\n")),
      [...part.matchAll(/^\| `(.+?)` +\| (\w+) +\| (.+?) +\|$/gm)].map(([, rule, severity, says]) => [
        rule,
        severity,
        says,
      ]),
    ]);
  expect(shown).toEqual(
    Object.entries(ruleBook).map(([title, rules]) => [
      title,
      Object.entries(rules).map(([rule, { severity, says }]) => [rule, severity, asMarkdown(says)]),
    ]),
  );
});
