import { hash } from "node:crypto";

const digest = (name: string) => hash("sha256", name);

const testRows = (count: number) =>
  Array.from({ length: count }, (_, at) => `| test_budget_${at + 1} | budget case ${at + 1} | the budget holds |`).join(
    "\n",
  );

/** The standard's template of a spec, filled in, by its sections. */
export const specSections = (id: string) => ({
  Mission:
    "Build the token budgeter (PKG-BUDGETER-001), so that no session overspends. It wraps the existing dispatcher and is gated by state.",
  "Critical Constraints": `1. **ALL work goes in \`Control_Plane_v2/_reboot/_staging/\`**. Nothing written to the conflated repo tree. NOT \`CP_2.1/_staging/\`.
2. **DTT: Design → Test → Then implement.** Per-behavior TDD cycles: write a failing test for one behavior, write minimum code to pass, refactor, repeat. NOT all-tests-then-all-code.
3. **Package everything.** New code ships as packages in \`_reboot/_staging/PKG-<NAME>/\` with manifest.json, SHA256 hashes, proper dependencies. Manifests MUST use \`"assets"\` array (not \`"files"\` dict), \`"dependencies"\` (not \`"depends_on"\`), and include \`schema_version\`, \`spec_id\`, \`framework_id\`.
4. **End-to-end verification.** After building, run the full test suite. All tests must pass.
5. **No hardcoding.** Every threshold, timeout, retry count, rate limit — all config-driven. This is the #1 lesson from 7 layers of prior art.
6. **No file replacement.** Packages must NEVER overwrite another package's files. Use state-gating instead.
7. **Archive creation.** Use deterministic archive creation for ALL archives. NEVER use shell \`tar\` — it produces non-deterministic metadata (mtime, uid vary between builds).
8. **Results file.** When finished, write \`_reboot/_staging/handoffs/${id}/${id}_RESULTS.md\`. See Results File section below.
9. **Full regression test.** Run ALL staged package tests (not just yours) and report results. New failures you introduced are blockers. Pre-existing failures from unvalidated packages are noted but not blockers.
10. **Baseline snapshot.** Your results file must include a baseline snapshot (package count, total tests) so the next agent can diff against it.`,
  "Architecture / Design": "The budgeter stands between dispatcher and gateway. It asks the ledger before each call.",
  "Implementation Steps": `1. Write \`HOT/kernel/budgeter.py\` with \`class Budgeter: def check(self, session: str) -> bool\`.
2. Wire it behind the state gate \`budget_enabled\`.`,
  "Package Plan": `- Package ID: PKG-BUDGETER-001
- layer: 3
- spec_id: SPEC-BUDGET-001
- framework_id: FMWK-009
- plane_id: hot
- Assets: \`HOT/kernel/budgeter.py\` (kernel), \`HOT/tests/test_budgeter.py\` (test)
- Dependencies: PKG-KERNEL-001`,
  "Test Plan": `| Name | Validates | Expected |
|------|-----------|----------|
${testRows(12)}`,
  "Existing Code to Reference": `| What | Where | Why |
|------|-------|-----|
| Dispatcher | \`_reboot/_staging/PKG-KERNEL-001/HOT/kernel/dispatch.py\` | Pattern to follow |`,
  "End-to-End Verification": `Install from nothing, then run the tests; 12 pass.

\`\`\`bash
python3 -m pytest PKG-BUDGETER-001 -v
\`\`\``,
  "Files Summary": `| File | Location | Action |
|------|----------|--------|
| \`budgeter.py\` | \`_reboot/_staging/PKG-BUDGETER-001/HOT/kernel/\` | CREATE |
| \`test_budgeter.py\` | \`_reboot/_staging/PKG-BUDGETER-001/HOT/tests/\` | CREATE |`,
  "Design Principles": `- Ask before spending.
- A budget is data, never code.
- Refusals say why.
- State gates, not replacements.`,
});
export type SpecSections = ReturnType<typeof specSections>;

export const specOf = (id: string, sections: Partial<SpecSections> = specSections(id)): string =>
  [
    `# ${id}: Token budgeter`,
    ...Object.entries(sections).map(([name, text], at) => `## ${at + 1}. ${name}\n\n${text}`),
  ].join("\n\n");

type Numbers = {
  status?: string;
  total?: number;
  failed?: number;
  newFailures?: string;
  packages?: number;
  allTests?: number;
  issues?: string;
  tests?: number;
};

/** The standard's template of a results file, filled in, by its sections. */
export const resultsSections = ({
  status = "PASS",
  total = 829,
  failed = 0,
  newFailures = "NONE",
  packages = 21,
  allTests = total,
  issues = "- None.",
  tests = 12,
}: Numbers = {}) => ({
  [`Status: ${status}`]: "",
  "Files Created": `- HOT/kernel/budgeter.py (SHA256: ${digest("a")})
- HOT/config/budget.json (SHA256: ${digest("b")})`,
  "Files Modified": `- HOT/kernel/gates.py (SHA256 before: ${digest("c")}, after: ${digest("d")})`,
  "Archives Built": `- PKG-BUDGETER-001.tar.gz (SHA256: ${digest("e")})`,
  "Test Results — THIS PACKAGE": `- Total: ${tests} tests
- Passed: ${tests}
- Failed: 0
- Skipped: 0
- Command: \`python3 -m pytest PKG-BUDGETER-001 -v\``,
  "Full Regression Test — ALL STAGED PACKAGES": `- Total: ${total} tests
- Passed: ${total - failed}
- Failed: ${failed}
- Skipped: 0
- Command: \`CONTROL_PLANE_ROOT="$TMPDIR" python3 -m pytest Control_Plane_v2/_reboot/_staging/ -v --ignore=PKG-DRAFT-001\`
- New failures introduced by this agent: ${newFailures}`,
  "Baseline Snapshot (AFTER this agent's work)": `- Packages installed: ${packages}
- Total tests (all staged): ${allTests}`,
  "Clean-Room Verification": `- Packages installed: ${packages}
- Install order: PKG-KERNEL-001 → PKG-FRAMEWORK-001 → PKG-BUDGETER-001
- All tests pass after each install: YES
- Full command log: $TMPDIR/cleanroom.log`,
  "Issues Encountered": issues,
  "Notes for Reviewer": "- The budget file is read once a session.",
});

export const resultsOf = (id: string, numbers: Numbers = {}): string => resultsFrom(id, resultsSections(numbers));

export const resultsFrom = (id: string, sections: Record<string, string>): string =>
  [`# Results: ${id} Token budgeter`, ...Object.entries(sections).map(([name, text]) => `## ${name}\n\n${text}`)].join(
    "\n\n",
  );
