import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { check } from "../../cli/check.ts";
import { progressOf } from "../../cli/progress.ts";
import { sarifReport } from "../../cli/report/sarif.ts";
import { textReport } from "../../cli/report/text.ts";
import { judgeTree } from "../../cli/tree/judge.ts";
import { entriesUnder } from "../../cli/tree/walk.ts";
import { A, aFolder, aPackage, asked, baton, write } from "./tree.ts";

describe("baton check, the command", () => {
  test("prints the report as JSON in the shape that callers read, and fails on a blocker", async () => {
    const root = aFolder();
    aPackage(root, "PKG-A-001", A);
    write(root, "PKG-A-001/x.txt", "");
    const { code, out, err } = await baton(["check", root, "--json"]);
    const report = JSON.parse(out);
    expect([code, err]).toEqual([1, ""]);
    expect(Object.keys(report)).toEqual(["documents", "packages", "ownership", "totals"]);
    expect(Object.keys(report.packages[0])).toEqual([
      "package_id",
      "path",
      "assets",
      "verified",
      "mismatched",
      "undeclared",
      "findings",
    ]);
    expect(Object.keys(report.ownership)).toEqual(["conflicts", "superseded"]);
  });

  test("names a link that it does not follow, and fails for none", async () => {
    const root = aFolder();
    aPackage(root, "PKG-A-001", A);
    mkdirSync(join(root, "H-32"));
    symlinkSync("H-32", join(root, "latest"));
    expect(await asked(check, [root])).toMatchObject({
      code: 0,
      err: 'baton check: a link is not followed: "latest"\n',
    });
  });

  test("judges the folder that it is called in, and succeeds where warnings are all", async () => {
    const root = aFolder();
    aPackage(root, "PKG-A-001", A, { plane_id: "HO3" });
    const { code, out } = await baton(["check"], { cwd: root });
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/^PKG-A-001\/manifest\.json\n +\d+ {2}warning {2}manifest\.plane\.spelling {2}HO3\n/),
    ]);
  });

  test.each([["--json", "--sarif"], ["a", "b"], ["--no-such"], ["/no/such/folder"], ["package.json"], ["docs"]])(
    "answers %s %s with 2 and a word of help",
    async (...args) => {
      const { code, err } = await asked(check, args);
      expect([code, err.length > 20]).toEqual([2, true]);
    },
  );

  test.each(["no-such", "constructor", ""])("is not called %j", async (name) => {
    expect(await baton([name])).toMatchObject({ code: 2, out: "", err: expect.stringContaining("baton check [DIR]") });
  });

  test.each([
    [[], /baton check \[DIR\].*\n.*baton handoff/],
    [["check"], /^usage: baton check \[DIR\]/],
    [["submit"], /exit: 0/],
    [["packet", "send"], /^usage: baton packet send/],
  ])("%j --help prints how it is called, and succeeds", async (words, help) => {
    expect(await baton([...words, "--help"])).toMatchObject({ code: 0, err: "", out: expect.stringMatching(help) });
  });

  test.skipIf(process.getuid?.() === 0)("fails when there is a folder that it cannot look into", async () => {
    const root = aFolder();
    aPackage(root, "PKG-A-001", A);
    mkdirSync(join(root, "closed"), { mode: 0 });
    expect(await baton(["check", root])).toMatchObject({ code: 1, err: expect.stringContaining("permission denied") });
  });

  test("judges 500 packages with 5,000 files in under 10 s", async () => {
    const root = aFolder();
    const files = (at: number) =>
      Object.fromEntries(
        Array.from({ length: 9 }, (_, each) => [`HOT/m${at}/f${each}.py`, `x = ${at}\n`.repeat(100 * each)]),
      );
    for (let at = 0; at < 500; at += 1) aPackage(root, `PKG-P${at}-001`, files(at));
    const begun = performance.now();
    const { code, out } = await baton(["check", root, "--json"]);
    expect(performance.now() - begun).toBeLessThan(10_000);
    expect([code, JSON.parse(out).totals]).toMatchObject([0, { packages: 500, assets: 4_500, verified: 4_500 }]);
  });

  test("shows how far it is on a terminal, and nowhere else", () => {
    const shown = (isTTY: boolean) => {
      let text = "";
      const { step, end } = progressOf("files", 3, { isTTY, write: (more: string) => (text += more) } as never);
      for (const work of [step, step, step, end]) work();
      return text;
    };
    expect(shown(true)).toMatch(/2 of 3 files[^]*3 of 3 files\r\u001b\[K$/);
    expect(shown(false)).toBe("");
  });
});

describe("the reports", () => {
  const hostile = async () => {
    const root = aFolder();
    aPackage(root, "PKG-A 100%", A, { plane_id: "HO3" });
    write(root, "PKG-A 100%/\u001b[2J\n.py", "");
    return { root, report: (await judgeTree(root)).report };
  };

  test("SARIF names each rule, file and line so that a viewer finds them", async () => {
    const { root, report } = await hostile();
    const log = sarifReport(report);
    const [only] = log.runs;
    expect([log.version, log.runs.length, only?.results?.length]).toEqual([
      "2.1.0",
      1,
      report.totals.warnings + report.totals.blockers,
    ]);
    for (const { ruleId, ruleIndex = -1, locations, level, message } of only?.results ?? []) {
      const { artifactLocation, region } = locations?.[0]?.physicalLocation ?? {};
      expect(only?.tool.driver.rules?.[ruleIndex]).toMatchObject({
        id: ruleId,
        shortDescription: { text: expect.stringContaining(" ") },
      });
      expect((await entriesUnder(root)).map(({ path }) => path)).toContain(decodeURI(artifactLocation?.uri ?? ""));
      expect(region?.startLine ?? 1).toBeGreaterThan(0);
      expect(["error", "warning"]).toContain(level);
      expect(message.text).toBeTruthy();
    }
  });

  test("text holds no character that a terminal obeys", async () => {
    const { report } = await hostile();
    const text = textReport(report);
    expect(text.replaceAll("\n", "")).not.toMatch(/\p{Cc}/u);
    expect(text).toContain("\\u001b[2J\\u000a.py");
  });
});
