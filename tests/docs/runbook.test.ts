import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { contexts, routes } from "../../infra/routes.ts";

const runbook = readFileSync("docs/runbook.md", "utf8");
const results = readFileSync("bench/RESULTS.md", "utf8");

/** The cells of each row of the tables under a heading, as text. */
const rowsUnder = (heading: string): string[][] => {
  const [, rest = ""] = runbook.split(`## ${heading}\n`);
  const [section = ""] = rest.split("\n## ");
  const rows = section.split("\n").filter((line) => line.startsWith("| "));
  return rows.map((row) =>
    row
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
};

const numberIn = (text = "") => Number(/[\d.,]+/.exec(text)?.[0].replaceAll(",", ""));
const measured = (what: string) => numberIn(results.split(`| ${what} | `)[1]);

describe("what a million handoffs cost", () => {
  const costs = rowsUnder("What a million handoffs cost");
  const priced = costs.filter(([, , , price = ""]) => /\d/.test(price));
  const total = costs.findIndex(([what]) => what === "");

  test("is the sum of quantity times price, line by line", () => {
    expect(priced.length).toBeGreaterThan(10);
    for (const [what, , quantity, price, sum] of priced)
      expect([what, (numberIn(quantity) * numberIn(price)).toFixed(2)]).toEqual([what, sum]);
    const sums = costs.slice(0, total).filter((row) => priced.includes(row));
    const all = sums.reduce((sum, [, , , , each]) => sum + numberIn(each), 0);
    expect(numberIn(costs[total]?.[4])).toBeCloseTo(all, 6);
  });

  test("stands on the units that the bench counted", () => {
    const needs = (what: string) => numberIn(costs.find(([each]) => each === what)?.[2]);
    const readings = measured("record a run's handoff: read units") + 2 * measured("read it: read units");
    expect(needs("write units, to record")).toBe(measured("record a run's handoff: write units"));
    expect(needs("write units, of the log")).toBe(measured("append in tens, for each"));
    expect(needs("read units")).toBeCloseTo(readings + 0.1, 6);
  });
});

test("every file that the limits are held by is there", () => {
  const holders = rowsUnder("Limits, and the tests that hold them").map(([, holder = ""]) => holder);
  const files = holders.flatMap((holder) => {
    const named = [...holder.matchAll(/`([^`]+\.ts)`/g)].map(([, file = ""]) => file);
    const [first = ""] = named;
    return named.map((file) => (file.includes("/") ? file : join(dirname(first), file)));
  });
  expect(files.length).toBeGreaterThan(10);
  expect(files.filter((file) => !existsSync(file))).toEqual([]);
});

test("its commands are such that a shell can read them", () => {
  const blocks = [...runbook.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block = ""]) => block);
  expect(blocks.length).toBeGreaterThan(5);
  for (const block of blocks) execFileSync("bash", ["-n"], { input: block.replaceAll(/<[^<>\n]+>/g, "x") });
});

test("a restore removes every stack that knows the tables", () => {
  const [, named = ""] = /\$\(part ([^)]+)\)/.exec(runbook) ?? [];
  const knowing = contexts.filter((context) =>
    routes.some(([, entry, ...may]) => entry.startsWith(`${context}/`) && may.length > 0),
  );
  expect(named.split(/[\s\\]+/).sort()).toEqual(["audit", "watch", ...knowing].sort());
});
