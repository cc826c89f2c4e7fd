import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { newHandoff } from "../../cli/new.ts";
import { judgeTree } from "../../cli/tree/judge.ts";
import { resultsFrom, resultsOf, resultsSections, specOf, specSections } from "./documents.ts";
import { A, aFolder, aPackage, asked, rulesIn, sha256, write } from "./tree.ts";

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

  test("holds the tests of the results against the spec beside them", async () => {
    const root = aFolder();
    handoff(root, "H-32");
    handoff(root, "H-33");
    write(root, "H-32/H-32_RESULTS.md", resultsOf("H-32", { tests: 11 }));
    const { documents } = (await judgeTree(root)).report;
    expect(documents.flatMap(({ path, findings }) => findings.map(({ rule }) => [path, rule]))).toEqual([
      ["H-32/H-32_RESULTS.md", "results.tests.planned"],
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

  test("makes the folder that a new handoff goes into", async () => {
    const root = join(aFolder(), "staging", "handoffs");
    expect(await asked(newHandoff, ["H-9", root])).toMatchObject({ code: 0, err: "" });
    expect(readdirSync(join(root, "H-9"))).toEqual(["H-9_BUILDER_HANDOFF.md", "H-9_RESULTS.md"]);
  });

  test("makes no handoff inside a file", async () => {
    const root = aFolder();
    write(root, "notes", "text");
    const ran = await asked(newHandoff, ["H-9", join(root, "notes")]);
    expect(ran).toMatchObject({ code: 1, out: "", err: expect.stringContaining("Cannot make") });
  });

  test.each([[[]], [["HANDOFF-3"]], [["../H-3"]], [["H-3", "a", "b"]]])("makes no handoff of %j", async (args) => {
    expect(await asked(newHandoff, args)).toMatchObject({ code: 2, out: "" });
  });
});
