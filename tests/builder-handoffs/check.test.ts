import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { check } from "../../cli/check.ts";
import { newHandoff } from "../../cli/new.ts";
import { progressOf } from "../../cli/progress.ts";
import { sarifReport } from "../../cli/report/sarif.ts";
import { textReport } from "../../cli/report/text.ts";
import { judgeTree } from "../../cli/tree/judge.ts";
import { readPackage } from "../../cli/tree/package.ts";
import { entriesUnder } from "../../cli/tree/walk.ts";
import { resultsFrom, resultsOf, resultsSections, specOf, specSections } from "./documents.ts";
import { aFolder, aPackage, asked, baton, manifestOf, run, sha256, write } from "./tree.ts";

const A = { "HOT/kernel/a.py": "a = 1\n", "HOT/tests/test_a.py": "assert True\n" };

/** What a tree comes to: of each package or document, the rules that it breaks. */
const rulesIn = async (root: string): Promise<string[]> => {
  const { documents, packages } = (await judgeTree(root)).report;
  return [...documents, ...packages].flatMap(({ findings }) => findings.map(({ rule }) => rule));
};

describe("baton check, of a package", () => {
  test("finds nothing in one that is as it says", async () => {
    const root = aFolder();
    aPackage(root, "PKG-A-001", { ...A, empty: "", "HOT/café.py": "é" });
    const { report } = await judgeTree(root);
    expect(report.packages).toEqual([
      {
        package_id: "PKG-A-001",
        path: "PKG-A-001",
        assets: 4,
        verified: 4,
        mismatched: [],
        undeclared: [],
        findings: [],
      },
    ]);
    expect(report.totals).toMatchObject({ packages: 1, assets: 4, verified: 4, blockers: 0, warnings: 0 });
  });

  test("takes the folder itself for the package when it is one", async () => {
    const root = aFolder();
    aPackage(root, "PKG-A-001", A);
    expect((await judgeTree(join(root, "PKG-A-001"))).report.packages).toMatchObject([{ path: ".", verified: 2 }]);
  });

  test.each<[string, string[], (root: string) => void]>([
    [
      "a changed file",
      ["package.asset.changed"],
      (at) => {
        write(at, "PKG-A-001/HOT/kernel/a.py", "a = 2\n");
      },
    ],
    [
      "one byte more",
      ["package.asset.changed"],
      (at) => {
        write(at, "PKG-A-001/HOT/kernel/a.py", "a = 1\n\n");
      },
    ],
    [
      "a missing file",
      ["package.asset.missing"],
      (at) => {
        rmSync(join(at, "PKG-A-001/HOT/kernel/a.py"));
      },
    ],
    [
      "an undeclared file",
      ["package.file.undeclared"],
      (at) => {
        write(at, "PKG-A-001/notes.txt", "");
      },
    ],
    [
      "a left-over .pyc",
      ["package.file.undeclared"],
      (at) => {
        write(at, "PKG-A-001/HOT/__pycache__/a.pyc", "");
      },
    ],
    [
      "a hidden file",
      ["package.file.undeclared"],
      (at) => {
        write(at, "PKG-A-001/.env", "");
      },
    ],
    [
      "no manifest",
      ["package.manifest"],
      (at) => {
        rmSync(join(at, "PKG-A-001/manifest.json"));
      },
    ],
    [
      "a manifest that is no JSON",
      ["manifest.json"],
      (at) => {
        write(at, "PKG-A-001/manifest.json", "{");
      },
    ],
    [
      "a folder of another name",
      ["package.folder"],
      (at) => {
        renameSync(join(at, "PKG-A-001"), join(at, "PKG-B-001"));
      },
    ],
    [
      "a link to a file",
      ["package.file.link"],
      (at) => {
        symlinkSync("a.py", join(at, "PKG-A-001/HOT/kernel/b.py"));
      },
    ],
    [
      "a link out of the package",
      ["package.file.link"],
      (at) => {
        symlinkSync("/etc", join(at, "PKG-A-001/etc"));
      },
    ],
    [
      "a link to its own folder",
      ["package.file.link"],
      (at) => {
        symlinkSync(".", join(at, "PKG-A-001/loop"));
      },
    ],
    [
      "two links in a circle",
      ["package.file.link", "package.file.link"],
      (at) => {
        symlinkSync("y", join(at, "PKG-A-001/x"));
        symlinkSync("x", join(at, "PKG-A-001/y"));
      },
    ],
    [
      "a manifest that is not UTF-8",
      ["package.file.unreadable"],
      (at) => {
        write(at, "PKG-A-001/manifest.json", Buffer.from([0x7b, 0xff, 0x7d]));
      },
    ],
    [
      "a link in place of the manifest",
      ["package.file.link"],
      (at) => {
        renameSync(join(at, "PKG-A-001/manifest.json"), join(at, "elsewhere.json"));
        symlinkSync("../elsewhere.json", join(at, "PKG-A-001/manifest.json"));
      },
    ],
    [
      "a link in place of a declared file",
      ["package.file.link"],
      (at) => {
        renameSync(join(at, "PKG-A-001/HOT/kernel/a.py"), join(at, "a.py"));
        symlinkSync("../../../a.py", join(at, "PKG-A-001/HOT/kernel/a.py"));
      },
    ],
    [
      "a link in place of the folder",
      ["package.file.link"],
      (at) => {
        renameSync(join(at, "PKG-A-001"), join(at, "real"));
        symlinkSync("real", join(at, "PKG-A-001"));
      },
    ],
    [
      "a name with a line end",
      ["path.control"],
      (at) => {
        write(at, "PKG-A-001/HOT/a\nb.py", "");
      },
    ],
    [
      "a name with a backslash",
      ["path.backslash"],
      (at) => {
        write(at, "PKG-A-001/HOT\\a.py", "");
      },
    ],
    [
      "a name in decomposed Unicode",
      ["path.form"],
      (at) => {
        write(at, "PKG-A-001/HOT/cafe\u0301.py", "");
      },
    ],
    [
      "a name that is not UTF-8",
      ["path.encoding"],
      (at) => {
        writeFileSync(Buffer.concat([Buffer.from(join(at, "PKG-A-001/HOT/")), Buffer.from([0xff])]), "");
      },
    ],
    [
      "two names that differ in case alone",
      ["package.file.collision"],
      (at) => {
        write(at, "PKG-A-001/HOT/kernel/A.py", "");
      },
    ],
    [
      "a file in another case than declared",
      ["package.asset.spelling"],
      (at) => {
        renameSync(join(at, "PKG-A-001/HOT/kernel/a.py"), join(at, "PKG-A-001/HOT/kernel/A.py"));
      },
    ],
  ])("finds %s, and nothing else", async (_, rules, harm) => {
    const root = aFolder();
    aPackage(root, "PKG-A-001", A);
    harm(root);
    expect((await rulesIn(root)).sort()).toEqual(rules);
  });

  test("names what is changed and what nobody declared, and counts what holds", async () => {
    const root = aFolder();
    aPackage(root, "PKG-A-001", A);
    write(root, "PKG-A-001/HOT/kernel/a.py", "a = 2\n");
    write(root, "PKG-A-001/HOT/kernel/b.py", "");
    const [report] = (await judgeTree(root)).report.packages;
    expect(report).toMatchObject({
      assets: 2,
      verified: 1,
      mismatched: ["HOT/kernel/a.py"],
      undeclared: ["HOT/kernel/b.py"],
    });
    expect(report?.findings[0]).toMatchObject({
      line: expect.any(Number),
      found: `${sha256("a = 2\n")} in HOT/kernel/a.py`,
    });
  });

  test("looks up no path that leads out of the package", async () => {
    const root = aFolder();
    write(root, "secret", "s");
    aPackage(root, "PKG-A-001", A, {
      assets: [
        ...manifestOf("PKG-A-001", A).assets,
        { path: "../secret", sha256: sha256("s"), classification: "library" },
      ],
    });
    expect(await rulesIn(root)).toEqual(["path.parent"]);
    expect((await judgeTree(root)).report.packages).toMatchObject([{ assets: 3, verified: 2 }]);
  });

  test.each<[string, (at: string) => void]>([
    [
      "vanished",
      (at) => {
        rmSync(at);
      },
    ],
    [
      "became a link",
      (at) => {
        rmSync(at);
        symlinkSync("/etc/hostname", at);
      },
    ],
    [
      "became a folder",
      (at) => {
        rmSync(at);
        mkdirSync(at);
      },
    ],
  ])("says that a file %s after it was listed", async (_, change) => {
    const root = aFolder();
    aPackage(root, "PKG-A-001", A);
    const entries = await entriesUnder(join(root, "PKG-A-001"));
    change(join(root, "PKG-A-001/HOT/kernel/a.py"));
    const { files } = await readPackage(root, { path: "PKG-A-001", entries }, () => undefined);
    expect(files[0]).toMatchObject({ path: "HOT/kernel/a.py", fault: "unreadable" });
  });

  test("waits for no pipe", async () => {
    const root = aFolder();
    aPackage(root, "PKG-A-001", A);
    await run("mkfifo", [join(root, "PKG-A-001/pipe")]);
    expect(await rulesIn(root)).toEqual(["package.file.special"]);
  });

  test("reads a package 400 folders deep", async () => {
    const root = aFolder();
    aPackage(root, "PKG-A-001", { [`${"d/".repeat(400)}a.py`]: "a" });
    expect(await rulesIn(root)).toEqual([]);
  });
});

describe("baton check, of documents", () => {
  const handoff = (root: string, id: string) => {
    write(root, `${id}/${id}_BUILDER_HANDOFF.md`, specOf(id));
    write(root, `${id}/${id}_RESULTS.md`, resultsOf(id));
  };

  test("finds nothing in a handoff that is as the standard says", async () => {
    const root = aFolder();
    handoff(join(root, "_reboot/_staging/handoffs"), "H-32");
    const path = "_reboot/_staging/handoffs/H-32/H-32";
    const whole = { handoff_id: "H-32", complete: true, missing_sections: [], findings: [] };
    expect((await judgeTree(root)).report.documents).toEqual([
      { path: `${path}_BUILDER_HANDOFF.md`, kind: "spec", ...whole },
      { path: `${path}_RESULTS.md`, kind: "results", ...whole },
    ]);
  });

  test("names the sections that are missing or say nothing", async () => {
    const root = aFolder();
    handoff(root, "H-32");
    const { "Test Plan": _, ...others } = specSections("H-32");
    write(root, "H-32/H-32_BUILDER_HANDOFF.md", specOf("H-32", { ...others, "Files Summary": "```\ncode\n```" }));
    const [spec] = (await judgeTree(root)).report.documents;
    expect(spec).toMatchObject({ complete: false, missing_sections: ["Test Plan", "Files Summary"] });
  });

  test.each<[string, string[], (root: string) => void]>([
    [
      "results in another folder",
      ["document.place"],
      (at) => {
        mkdirSync(join(at, "H-33"));
        renameSync(join(at, "H-32/H-32_RESULTS.md"), join(at, "H-33/H-32_RESULTS.md"));
      },
    ],
    [
      "results without the id in their name",
      ["document.name"],
      (at) => {
        renameSync(join(at, "H-32/H-32_RESULTS.md"), join(at, "H-32/RESULTS.md"));
      },
    ],
    [
      "results with a name in small letters",
      ["document.name"],
      (at) => {
        renameSync(join(at, "H-32/H-32_RESULTS.md"), join(at, "H-32/H-32_results.md"));
      },
    ],
    [
      "two specs of one handoff",
      ["document.twice"],
      (at) => {
        write(at, "old/H-32/H-32_BUILDER_HANDOFF.md", specOf("H-32"));
      },
    ],
    [
      "no results yet",
      ["document.results.missing"],
      (at) => {
        rmSync(join(at, "H-32/H-32_RESULTS.md"));
      },
    ],
    [
      "results of no spec",
      ["document.spec.missing"],
      (at) => {
        rmSync(join(at, "H-32/H-32_BUILDER_HANDOFF.md"));
      },
    ],
    [
      "results that are not UTF-8",
      ["document.unreadable"],
      (at) => {
        write(at, "H-32/H-32_RESULTS.md", Buffer.concat([Buffer.from(resultsOf("H-32")), Buffer.from([0xff])]));
      },
    ],
    [
      "results with a NUL",
      ["document.unreadable"],
      (at) => {
        write(at, "H-32/H-32_RESULTS.md", `${resultsOf("H-32")}\0`);
      },
    ],
    [
      "results that are longer than the API takes",
      ["document.unreadable"],
      (at) => {
        write(at, "H-32/H-32_RESULTS.md", `${resultsOf("H-32")}${" ".repeat(200_000)}`);
      },
    ],
    [
      "a link in place of results",
      ["document.unreadable"],
      (at) => {
        renameSync(join(at, "H-32/H-32_RESULTS.md"), join(at, "elsewhere.md"));
        symlinkSync("../elsewhere.md", join(at, "H-32/H-32_RESULTS.md"));
      },
    ],
  ])("finds %s, and nothing else", async (_, rules, harm) => {
    const root = aFolder();
    handoff(root, "H-32");
    harm(root);
    expect(await rulesIn(root)).toEqual(rules);
  });

  test.each([
    ["has the hash that is listed", sha256("a = 1\n"), []],
    ["has another hash than is listed", sha256("a = 2\n"), ["document.file.changed"]],
  ])("says whether a file of a package %s", async (_, listed, rules) => {
    const root = aFolder();
    aPackage(root, "PKG-A-001", A);
    const sections = {
      ...resultsSections(),
      "Files Created": `- _reboot/_staging/PKG-A-001/HOT/kernel/a.py (${listed})`,
    };
    write(root, "H-32/H-32_BUILDER_HANDOFF.md", specOf("H-32"));
    write(root, "H-32/H-32_RESULTS.md", resultsFrom("H-32", sections));
    expect(await rulesIn(root)).toEqual(rules);
  });

  test("finds every place of a new handoff that is to be filled in, once it is made", async () => {
    const root = aFolder();
    expect(await asked(newHandoff, ["H-33", root])).toMatchObject({ code: 0, err: "" });
    const { documents, totals } = (await judgeTree(root)).report;
    const places = documents.map(
      ({ path }) => readFileSync(join(root, path), "utf8").match(/^.*TBD.*$/gm)?.length ?? 0,
    );
    expect(documents.map(({ findings }, at) => findings.length >= (places[at] ?? 0) - 2)).toEqual([true, true]);
    expect(totals.blockers).toBeGreaterThan(15);
    expect(await asked(newHandoff, ["H-33", root])).toMatchObject({ code: 1, err: expect.stringContaining("exists") });
  });

  test.each([[[]], [["HANDOFF-3"]], [["../H-3"]], [["H-3", "a", "b"]]])("makes no handoff of %j", async (args) => {
    expect(await asked(newHandoff, args)).toMatchObject({ code: 2, out: "" });
  });
});

describe("baton check, of packages together", () => {
  test("lets one package own a path, unless another takes its place", async () => {
    const root = aFolder();
    aPackage(root, "PKG-A-001", A);
    aPackage(root, "PKG-B-001", A);
    const { report } = await judgeTree(root);
    expect(report.ownership.conflicts).toEqual(
      Object.keys(A).map((path) => ({ path, packages: ["PKG-A-001", "PKG-B-001"] })),
    );
    expect(new Set(await rulesIn(root))).toEqual(new Set(["ownership.conflict"]));
    aPackage(root, "PKG-B-001", A, { supersedes: ["PKG-A-001"] });
    const { ownership, totals } = (await judgeTree(root)).report;
    expect([ownership.conflicts, ownership.superseded.length, totals.blockers]).toEqual([[], 2, 0]);
  });

  test("names a circle of dependencies", async () => {
    const root = aFolder();
    for (const [id, next] of [
      ["A", "B"],
      ["B", "C"],
      ["C", "A"],
    ])
      aPackage(root, `PKG-${id}`, {}, { dependencies: [`PKG-${next}`] });
    const { packages } = (await judgeTree(root)).report;
    expect(packages.flatMap(({ findings }) => findings)).toMatchObject([
      { rule: "package.cycle", found: "PKG-A → PKG-B → PKG-C → PKG-A" },
    ]);
  });

  test("finds a dependency on a package that is not there, unless the package is judged alone", async () => {
    const root = aFolder();
    aPackage(root, "PKG-A-001", A, { dependencies: ["PKG-KERNEL-001"] });
    expect(await rulesIn(root)).toEqual(["package.dependency.absent"]);
    expect(await rulesIn(join(root, "PKG-A-001"))).toEqual([]);
  });

  test("finds one id in two folders", async () => {
    const root = aFolder();
    aPackage(root, "PKG-A-001", A);
    aPackage(join(root, "old"), "PKG-A-001", A);
    expect(await rulesIn(root)).toEqual(["package.twice"]);
  });
});

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
