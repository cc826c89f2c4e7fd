import { describe, expect, test } from "vitest";
import { judgeSpec } from "../../shared/builder-handoffs/spec.ts";
import { specOf, specSections } from "./documents.ts";

const whole = specSections("H-32");
const lines = whole["Critical Constraints"].split("\n");
const names = [
  ...["staging", "dtt", "package", "verification", "hardcoding", "replacement", "archive", "results", "regression"],
  "baseline",
];
const withConstraints = (text: string) => specOf("H-32", { ...whole, "Critical Constraints": text });
const found = (text: string) => judgeSpec(withConstraints(text)).findings.map(({ rule }) => rule);
const withLine = (at: number, text: string) =>
  found(lines.map((line, each) => (each === at ? `${each + 1}. ${text}` : line)).join("\n"));
const contradicted = ["spec.constraints.contradicted"];

describe("the ten constraints of a spec", () => {
  test.each(names.map((name, at) => [name, at] as const))("without %s have that one finding", (name, at) => {
    expect(found(lines.filter((_, each) => each !== at).join("\n"))).toEqual([`spec.constraint.${name}`]);
  });

  test.each(names.map((name, at) => [name, at] as const))(
    "with %s struck through have that one finding",
    (name, at) => {
      const line = (lines[at] ?? "").replace(/^\d+\. /, "");
      for (const struck of [
        `~~${line}~~`,
        `<del>${line.replaceAll("<NAME>", "NAME")}</del>`,
        `~~${line.replace(". ", ".\n   ")}~~`,
      ])
        expect(withLine(at, struck), struck).toEqual([`spec.constraint.${name}`]);
    },
  );

  test.each(names.map((name, at) => [name, at] as const))(
    "with a part of %s struck through have one finding",
    (_, at) => {
      const line = (lines[at] ?? "").replace(/^\d+\. /, "");
      const half = line.indexOf(". ") + 1;
      expect(withLine(at, `${line} ~~Ask before.~~`)).toEqual(contradicted);
      expect(withLine(at, `${line.slice(0, half)} ~~${line.slice(half + 1)}~~`)).toHaveLength(1);
    },
  );

  test.each(names.map((name, at) => [name, at] as const))("with %s called off have one finding", (_, at) => {
    const line = (lines[at] ?? "").replace(/^\d+\. /, "");
    for (const off of [
      `${line} This is optional.`,
      `${line} Not required here.`,
      `${line} Does not apply to this handoff.`,
      `${line} It may be skipped.`,
      `${line} Unless time is short.`,
      `N/A: ${line}`,
    ])
      expect(withLine(at, off), off).toEqual(contradicted);
    for (const more of [
      `Constraint ${at + 1} does not apply.`,
      `Rule ${at + 1} is waived.`,
      `Skip constraint #${at + 1}.`,
    ])
      expect(found(`${lines.join("\n")}\n11. ${more}`), more).toEqual(contradicted);
  });

  test.each([
    [0, "ALL work goes in `CP_2.1/_staging/`."],
    [0, "**ALL work goes in `_staging/`** or the conflated repo tree."],
    [0, "ALL work goes outside `Control_Plane_v2/_reboot/_staging/`."],
    [0, "ALL work goes in `_reboot/_staging/`. Everything is written to the conflated repo tree too."],
    [1, "**DTT: Design → Test → Then implement.** Write all-tests-then-all-code."],
    [1, "DTT: Design → Test → Then implement. No TDD and no failing test is asked for."],
    [2, '**Package everything.** Manifests MUST use `"files"` dict (not `"assets"` array).'],
    [2, "Package everything, without manifest.json and without SHA256 hashes."],
    [2, 'Package everything. Manifests use "depends_on".'],
    [3, "End-to-end verification. Run the full test suite. All tests need not pass."],
    [3, "End-to-end verification. Do not run the full test suite."],
    [3, "**No end-to-end verification.** After building, run the full test suite. All tests must pass."],
    [7, "**No results file.** When finished, write `H-32_RESULTS.md`."],
    [8, "**No full regression test.** Run ALL staged package tests (not just yours) and report results."],
    [9, "**No baseline snapshot.** Your results file must include a baseline snapshot (package count, total tests)."],
    [6, "Archive creation. Use deterministic archive creation for ALL archives. ~~NEVER~~ use shell `tar`."],
    [4, "Hardcoding every threshold, timeout, retry count is the way."],
    [4, "No hardcoding. Nothing is config-driven."],
    [5, "**No file replacement.** Packages may overwrite another package's files. Use state-gating instead."],
    [5, "No file replacement. Packages can overwrite another package's files."],
    [5, "No file replacement. Packages should overwrite another package's files."],
    [6, "**Archive creation.** Use shell `tar` for ALL archives."],
    [6, "Archive creation. Use deterministic archive creation for ALL archives. Use shell `tar` where it is quicker."],
    [6, "Archive creation. NEVER use deterministic archive creation."],
    [7, "Results file. When finished, do not write `H-32_RESULTS.md`."],
    [7, "Results file. No results file is needed."],
    [8, "Full regression test. Run only your package tests."],
    [8, "Full regression test. Run ALL staged package tests. New failures you introduced are not blockers."],
    [8, "Full regression test. Don't run ALL staged package tests."],
    [9, "Baseline snapshot. Your results file need not include a baseline snapshot."],
    [9, "Baseline snapshot. Your results file must not include a baseline snapshot."],
  ])("%i turned into its opposite has one finding: %s", (at, text) => {
    expect(withLine(at, text)).toEqual(contradicted);
  });

  test.each([
    [0, "ALL work goes in the main tree."],
    [1, "DTT: Implement → Test → Design."],
    [1, "Write the code, then the tests."],
    [3, "End-to-end verification."],
    [3, "End-to-end verification. Some tests must pass."],
    [5, "Packages replace what they like."],
    [6, "Archive creation."],
    [6, "Archive creation. Use whatever is at hand."],
    [7, "Results file."],
    [8, "Full regression test. Run the tests of this package."],
    [9, "Baseline snapshot."],
  ])("%i that does not say its rule is missing: %s", (at, text) => {
    expect(withLine(at, text)).toEqual([`spec.constraint.${names[at]}`]);
  });

  test.each([
    [0, "All work goes in _reboot/_staging. Never write outside `_staging/`"],
    [0, "**ALL WORK GOES IN `Control_Plane_v2/_reboot/_staging/`; nothing is written to the conflated repo tree**"],
    [1, "DTT - Design, test, then implement. No implementation before a failing test."],
    [1, "TDD: write a failing test, then the code that makes it pass."],
    [2, 'Package everything; manifests use "assets" and "dependencies", never a "files" dict or "depends_on".'],
    [3, "End-to-end verification: all tests must pass."],
    [4, "Never hardcode a threshold, timeout or retry count: put it in config."],
    [4, "No hardcoding. Hardcoded values are forbidden."],
    [4, "No hardcoding: no value may be hardcoded."],
    [5, "No file replacement: a package may not overwrite another package's files."],
    [5, "No file overwriting. Overwriting another package's files is prohibited, use state-gating instead."],
    [6, "Archive creation: deterministic archives only, never shell tar."],
    [6, "Archive creation. Use deterministic archive creation rather than shell `tar`."],
    [7, "Results file: write `H-32_RESULTS.md` when finished."],
    [
      8,
      "Full regression: run all staged tests, not only your own, and report them. Pre-existing failures are not blockers.",
    ],
    [9, "Baseline snapshot: the results file includes package count and total tests."],
  ])("%i may be said in other words: %s", (at, text) => {
    expect(withLine(at, text)).toEqual([]);
  });

  test.each([
    "No hardcoding, except the retry count.",
    "No file replacement unless it is urgent.",
    "No hardcoding. Does not apply to the timeout.",
    "Not required for this package: end-to-end verification.",
    "It is optional here: use shell tar.",
    "Hardcoding the port is fine.",
    "Packages may overwrite each other's files.",
    "Use shell tar for the logs.",
    "Constraints 3 and 9 are waived.",
    "These rules are guidelines.",
    "The constraints above are optional.",
    "Skip the regression test if time is short.",
  ])("may not be called off by an item of its own: %s", (more) => {
    expect(found(`${lines.join("\n")}\n11. ${more}`)).toEqual(contradicted);
  });

  test.each([
    "Keep the budget file readable.",
    "The ledger may be read once a session.",
    "Tests may use a fake clock.",
    "Do not replace the dispatcher.",
    "Retries are optional in the gateway.",
    "Use tar-stream to read archives.",
  ])("may have more beside them: %s", (more) => {
    expect(found(`${lines.join("\n")}\n11. ${more}`)).toEqual([]);
  });

  test.each(["No exceptions.", "This is not optional.", "Overwriting is not allowed."])("may insist: %s", (more) => {
    expect(found(lines.join("\n").replaceAll(/$/gm, ` ${more}`))).toEqual([]);
  });

  test("may be headings, one of them in the words of another section", () => {
    const heading = (line: string) => line.replace(/^(\d+\.) (.*?)\. /, "### $1 $2.\n\n");
    const headings = lines.map(heading).join("\n\n");
    expect(found(headings)).toEqual([]);
    expect(found(headings.replace("must NEVER overwrite", "may overwrite"))).toEqual(contradicted);
    expect(found(headings.replaceAll(/^### (?=\d)/gm, "#### 2."))).toEqual([]);
  });

  test("may come in any order, without bold", () => {
    expect(found([...lines].reverse().join("\n").replaceAll("**", ""))).toEqual([]);
  });

  test("may not be called off in another section", () => {
    const document = specOf("H-32", {
      ...whole,
      "Design Principles": "- Ask first.\n- Constraint 9 does not apply here.",
    });
    const line = document.split("\n").findIndex((each) => each.includes("does not apply")) + 1;
    expect(judgeSpec(document).findings).toMatchObject([{ rule: contradicted[0], line }]);
  });
});
