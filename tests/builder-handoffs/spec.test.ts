import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { judgeSpec } from "../../shared/builder-handoffs/spec.ts";
import { minimumTests } from "../../shared/builder-handoffs/test-plan.ts";
import { type SpecSections, specOf, specSections } from "./documents.ts";

const whole = specSections("H-32");
const names = Object.keys(whole) as (keyof SpecSections)[];
const rulesOf = (document: string, id?: string) => judgeSpec(document, id).findings.map(({ rule }) => rule);
const withSection = (name: keyof SpecSections, text: string) => specOf("H-32", { ...whole, [name]: text });
const without = (name: keyof SpecSections) =>
  specOf("H-32", Object.fromEntries(Object.entries(whole).filter(([each]) => each !== name)));

describe("a spec", () => {
  test("passes with no finding when it is the standard's template filled in", () => {
    expect(judgeSpec(specOf("H-32"), "H-32")).toMatchObject({ verdict: "pass", findings: [] });
  });

  test.each(names)("without %s has that one finding", (name) => {
    const { verdict, findings } = judgeSpec(without(name));
    expect(findings.map(({ rule }) => rule)).toEqual(["spec.section.missing"]);
    expect(findings[0]?.found).toContain(`"${name}"`);
    expect(verdict).toBe("fail");
  });

  test.each(names)("whose %s is empty, only code, only a comment, or only TBD has that one finding", (name) => {
    for (const text of [
      "",
      "```\nmore than nothing\n```",
      "    - more than nothing\n\n\tset in as code",
      "<!-- to be written -->",
      "TBD",
      "[describe it here]",
      "- TODO",
      "~~What we wanted at first.~~",
    ])
      expect(rulesOf(withSection(name, text)), text).toEqual(["spec.section.empty"]);
  });

  test.each(names.filter((name) => name !== "Existing Code to Reference"))("may not say N/A of its %s", (name) => {
    for (const text of ["N/A", "None.", "- x"])
      expect(rulesOf(withSection(name, text)), text).toEqual(["spec.section.empty"]);
  });

  test.each([2, 5, 9])("with section %i moved to the front has that one finding, of the section that moved", (at) => {
    const entries = Object.entries(whole);
    const [moved] = entries.splice(at, 1);
    const { findings } = judgeSpec(specOf("H-32", Object.fromEntries([moved ?? ["", ""], ...entries])));
    expect(findings).toMatchObject([{ rule: "spec.section.order", found: `"${moved?.[0]}" is not in its place` }]);
  });

  test("with two neighbours swapped has one finding", () => {
    const [mission = ["", ""], constraints = ["", ""], ...others] = Object.entries(whole);
    expect(rulesOf(specOf("H-32", Object.fromEntries([constraints, mission, ...others])))).toEqual([
      "spec.section.order",
    ]);
  });

  test("with a section twice has that one finding", () => {
    expect(rulesOf(`${specOf("H-32")}\n\n## Mission\n\nAgain (PKG-B).`)).toEqual(["spec.section.duplicate"]);
  });

  test.each([
    ["spec.mission.package", "Mission", "Build the token budgeter."],
    ["spec.constraints.numbering", "Critical Constraints", whole["Critical Constraints"].replaceAll(/^\d+\./gm, "-")],
    ["spec.steps.numbering", "Implementation Steps", "- Write the budgeter\n- Wire it"],
    ["spec.plan.field", "Package Plan", whole["Package Plan"].replace("- layer: 3\n", "")],
    ["spec.plan.field", "Package Plan", whole["Package Plan"].replace("- Package ID: PKG-BUDGETER-001\n", "")],
    ["spec.plan.plane", "Package Plan", whole["Package Plan"].replace("plane_id: hot", "plane_id: TBD")],
    ["spec.placeholder", "Package Plan", whole["Package Plan"].replace("layer: 3", "layer: TBD")],
    ["spec.constraint.dtt", "Critical Constraints", whole["Critical Constraints"].replace(/DTT: .*/, "DTT: TBD")],
    ["spec.plan.plane", "Package Plan", whole["Package Plan"].replace("plane_id: hot", "plane_id: ho1")],
    ["spec.tests.few", "Test Plan", whole["Test Plan"].split("\n").slice(0, 11).join("\n")],
    ["spec.reference.table", "Existing Code to Reference", "- dispatch.py, the pattern to follow"],
    ["spec.verification.commands", "End-to-End Verification", "Look whether it works."],
    ["spec.files.table", "Files Summary", "- `budgeter.py`: CREATE"],
    ["spec.placeholder", "Design Principles", "- Ask before spending.\n- TBD"],
  ] as const)("%s is the one finding of its violation", (rule, name, text) => {
    expect(rulesOf(withSection(name, text))).toEqual([rule]);
  });

  test("takes the package plan as a table, in rows or in columns", () => {
    const fields = {
      "Package ID": "PKG-A",
      layer: "3",
      spec_id: "S-1",
      framework_id: "F-1",
      plane_id: '"hot"',
      assets: "a.py",
      dependencies: "none",
    };
    const rows = [
      "| Field | Value |",
      "|---|---|",
      ...Object.entries(fields).map(([name, value]) => `| ${name} | ${value} |`),
    ];
    const columns = [Object.keys(fields), Object.keys(fields).map(() => "---"), Object.values(fields)].map(
      (cells) => `| ${cells.join(" | ")} |`,
    );
    for (const table of [rows, columns]) {
      expect(rulesOf(withSection("Package Plan", table.join("\n")))).toEqual([]);
      expect(rulesOf(withSection("Package Plan", table.join("\n").replace("hot", "ho2")))).toEqual(["spec.plan.plane"]);
    }
  });

  test("HO3 is HOT", () => {
    expect(
      rulesOf(withSection("Package Plan", whole["Package Plan"].replace("plane_id: hot", "plane_id: HO3"))),
    ).toEqual([]);
  });

  test.each([
    [0, 0],
    [1, 10],
    [2, 10],
    [3, 25],
    [5, 25],
    [6, 40],
    [60, 40],
  ])("a package of %i source files needs %i tests", (files, tests) => {
    expect(minimumTests(files)).toBe(tests);
  });

  test("counts source files by package; tests, manifests and deleted files are none", () => {
    const row = (file: string, where: string, action = "CREATE") => `| ${file} | \`_staging/${where}/\` | ${action} |`;
    const table = [
      "| File | Location | Action |",
      "|---|---|---|",
      row("a.py", "PKG-A"),
      row("b.py", "PKG-A"),
      row("c.py", "PKG-A"),
      row("d.ts", "PKG-B"),
      row("old.py", "PKG-B", "DELETE"),
      row("test_a.py", "PKG-A/tests"),
      row("manifest.json", "PKG-A"),
    ];
    const { parsed, findings } = judgeSpec(withSection("Files Summary", table.join("\n")));
    expect(parsed.plan).toEqual({
      tests: 12,
      named: true,
      source_files: { "PKG-A": 3, "PKG-B": 1 },
      minimum_tests: 35,
    });
    expect(findings).toMatchObject([{ rule: "spec.tests.few", found: "12 tests are planned for 4 source files" }]);
  });

  const twelve = (each: (at: number) => string) => Array.from({ length: 12 }, (_, at) => each(at + 1)).join("\n");
  test.each([
    ["bare names", twelve((at) => `opens_when_funded_${at}`)],
    ["bare names in code", twelve((at) => `\`opensWhenFunded${at}\` — the gate opens`)],
    ["items", twelve((at) => `- opens when funded ${at}\n  - Validates: the gate\n  - in any tier`)],
    ["boxes", twelve((at) => `- [ ] opens when funded ${at}`)],
    ["headings", twelve((at) => `### test_gate_${at}\n\nValidates the gate. It opens.\n`)],
    ["headings in words", twelve((at) => `### Opens when funded ${at}\n\n- Validates: the gate\n- Expected: open\n`)],
    [
      "rows that mention another test",
      `| Name | V | E |\n|---|---|---|\n${twelve((at) => `| opens_${at} | x | as test_b |`)}`,
    ],
    ["items in files that are named too", `In \`tests/test_gate.py\`.\n\n${twelve((at) => `- test_gate_${at}`)}`],
    [
      "items, with a table that sums up",
      `${twelve((at) => `- test_gate_${at}`)}\n\n| File | Tests |\n|---|---|\n| test_gate.py | 12 |`,
    ],
    ["sentences, each on a line", twelve((at) => `The gate ${at} opens when funded.`)],
    ["lines with numbers", twelve((at) => `T${at}: opens when funded`)],
    ["a part of its own level", `## 6.1 Unit\n\n${twelve((at) => `- test_gate_${at}`)}`],
    [
      "parts of its own level",
      `Two kinds.\n\n## Unit tests\n\n${twelve((at) => `- test_gate_${at}`)}\n\n## Other tests\n\nNone.`,
    ],
  ])("plans its tests by %s", (_, plan) => {
    const { parsed, findings } = judgeSpec(withSection("Test Plan", plan));
    expect(findings).toEqual([]);
    expect(parsed.plan.tests).toBe(12);
    expect(rulesOf(withSection("Test Plan", plan.replaceAll(/^.*(?:[4-9]|1[012])\b.*$/gm, "")))).toContain(
      "spec.tests.few",
    );
  });

  test("a plan that is told in wrapped sentences is no test a line", () => {
    const plan = twelve((at) => `The gate ${at} opens when funded, and\ncloses when the budget is spent by a session.`);
    expect(rulesOf(withSection("Test Plan", plan))).toEqual(["spec.tests.few"]);
  });

  test.each([
    ["# level 1", (name: string) => `# ${name}`],
    ["level 4 in capitals", (name: string) => `#### ${name.toUpperCase()}`],
    ["numbers and stars", (name: string, at: number) => `### ${at + 1}. **${name}**`],
    ["underlines", (name: string) => `${name}\n${"-".repeat(name.length)}`],
    ["words behind them", (name: string) => `## ${name} (final)`],
  ])("may write its headings with %s", (_, heading) => {
    const body = Object.entries(whole).map(([name, text], at) => `${heading(name, at)}\n\n${text}`);
    expect(judgeSpec(["H-32: Token budgeter\n===", ...body].join("\n\n"), "H-32")).toMatchObject({
      findings: [],
      parsed: { handoff_id: "H-32" },
    });
  });

  test("may come with CRLF, and with a byte order mark", () => {
    expect(judgeSpec(`\uFEFF${specOf("H-32")}`, "H-32")).toMatchObject({
      findings: [],
      parsed: { handoff_id: "H-32" },
    });
    expect(rulesOf(specOf("H-32").replaceAll("\n", "\r\n"))).toEqual([]);
  });

  test.each(["HANDOFF-29.1C", "FMWK-009", "FOLLOWUP-18B"])("of %s is readable, and its id is judged", (id) => {
    const { verdict, findings, parsed } = judgeSpec(specOf(id), id);
    expect(parsed.handoff_id).toBe(id);
    expect(verdict).toBe("pass");
    expect(findings.map(({ rule }) => rule)).toEqual(["spec.id.legacy"]);
  });

  test("of another handoff than it was submitted for is told", () => {
    expect(rulesOf(specOf("H-31"), "H-32")).toEqual(["spec.id.mismatch"]);
  });

  test("findings name their line", () => {
    const document = withSection("Design Principles", "- Ask before spending.\n- TBD");
    const line = document.split("\n").indexOf("- TBD") + 1;
    expect(judgeSpec(document).findings).toMatchObject([{ line }]);
  });

  test("whatever subset of sections is missing, each is one finding", () => {
    fc.assert(
      fc.property(fc.subarray(names), (kept) => {
        const document = specOf("H-32", Object.fromEntries(kept.map((name) => [name, whole[name]])));
        expect(rulesOf(document)).toEqual(
          names.filter((name) => !kept.includes(name)).map(() => "spec.section.missing"),
        );
      }),
      { numRuns: 60 },
    );
  });
});
