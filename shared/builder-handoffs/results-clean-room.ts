import { type Finding, findingsBy } from "./finding.ts";
import { type Baseline, count, PACKAGES } from "./results-baseline.ts";
import { resultsRules } from "./results-rules.ts";
import type { ResultsSection } from "./results-section.ts";
import { isBlank } from "./evidence.ts";
import { fieldsOf, type Section } from "./section.ts";
import { hasException } from "./test-name.ts";

/** The installation from nothing: how many packages, in which order, and whether the tests passed after each. */
export type CleanRoom = { packages_installed: number | null; install_order: string[]; all_tests_pass: boolean | null };

type In = Section<ResultsSection>;
const find = findingsBy(resultsRules);

/** Clean-Room Verification: package count, install order, all tests PASS. */
export const judgeCleanRoom = (
  section: In,
  baseline: Baseline | null,
): { cleanRoom: CleanRoom; findings: Finding[] } => {
  const packages = count("results.cleanroom", section, PACKAGES, "Packages installed");
  const fields = fieldsOf(section.lines);
  const order = orderIn(section);
  const install_order = [...new Set(order?.ids)];
  const tests = fields.find(({ label }) => label.startsWith("all tests pass"));
  const all_tests_pass = answerIn(tests?.value ?? "");
  const log = fields.some(({ label, value }) => /command log|^log/.test(label) && !isBlank(value)) || section.hasCode;
  const { line } = section;
  return {
    cleanRoom: { packages_installed: packages.value, install_order, all_tests_pass },
    findings: [
      ...packages.findings,
      ...judgeInstalled(packages, install_order, baseline),
      ...(install_order.length > 0 && install_order.length === order?.ids.length
        ? []
        : [
            find("results.cleanroom.order", {
              line: order?.line ?? line,
              found: order ? `Install order: ${order.written || order.ids.join(" → ")}` : "No install order",
              fix: "Write each package once, Install order: PKG-A → PKG-B → PKG-C.",
            }),
          ]),
      ...(all_tests_pass === true
        ? []
        : [
            find("results.cleanroom.tests", {
              line: tests?.line ?? line,
              found: tests ? `All tests pass: ${tests.value}` : "Nothing is said of the tests",
              fix: "Install from nothing, run the tests after each package, and write All tests pass after each install: YES.",
            }),
          ]),
      ...(log
        ? []
        : [
            find("results.template.field", {
              line,
              found: `"${section.name}" has no command log`,
              fix: "Paste the commands, or write Full command log: and where it is.",
            }),
          ]),
    ],
  };
};

/**
 * No more can be installed in order than are installed, and no more from nothing than the system has. An order may name
 * fewer: "→ … →" stands for what is always there.
 */
const judgeInstalled = (
  { value, line }: { value: number | null; line: number },
  order: readonly string[],
  baseline: Baseline | null,
): Finding[] => {
  if (value === null) return [];
  const all = baseline?.packages_installed ?? value;
  const why =
    value === 0 || value < order.length
      ? `${value} installed, and ${order.length} in the install order`
      : value > all
        ? `${value} installed, and ${all} in the Baseline Snapshot`
        : undefined;
  const fix = "Count the packages again and correct what is wrong.";
  return why === undefined ? [] : [find("results.cleanroom.arithmetic", { line, found: why, fix })];
};

/** The packages in the order as written: in the field, in its row or column, or in the list below its name. */
const orderIn = ({ within }: In): { ids: string[]; line: number; written: string } | undefined => {
  const start = within.findIndex(({ text, cells }) => LABEL.test(text) || cells?.some((cell) => LABEL.test(cell)));
  const label = within[start];
  if (!label) return undefined;
  const field = fieldsOf([label])[0]?.value ?? label.cells?.find((cell) => !LABEL.test(cell)) ?? "";
  const inField = namesIn(field);
  const below = within.slice(start + 1);
  const end = below.findIndex(
    ({ kind, text, marker, cells }) => kind === "heading" || !(marker ?? cells) || SAID.test(text),
  );
  const listed = (end < 0 ? below : below.slice(0, end)).flatMap(({ text, cells }) => {
    const said = cells?.find((cell) => PACKAGE.test(cell)) ?? text;
    const [id = said.replace(/\s?[(:—–].*$/, "")] = PACKAGE.exec(said) ?? [];
    return said === "" || (cells && !PACKAGE.test(said)) ? [] : [id];
  });
  const ids = inField.length > 0 ? inField : listed;
  return { ids, line: label.line, written: field };
};

const LABEL = /^install(?:ation)? order\b/i;
const SAID = /^(?:all tests pass|full command log|packages? (?:installed|count))\b/i;
const PACKAGE = /\bPKG-[A-Z0-9][A-Z0-9-]{0,80}/i;

/** Packages by their ids, else whatever stands between arrows. What is said in brackets is beside the order. */
const namesIn = (text: string): string[] => {
  const told = text.replaceAll(/\([^)]*\)/g, "");
  const ids = told.match(new RegExp(PACKAGE, "gi")) ?? told.split(/→|->|⇒/).map((each) => each.trim());
  return ids.length > 1 || PACKAGE.test(ids[0] ?? "") ? ids.filter((each) => each !== "") : [];
};

/** `YES (309/310)`, `YES — 2 failed, then fixed` */
const hasFailures = (value: string): boolean => {
  const [, done = "0", all = "0"] = /(\d{1,6})\s?\/\s?(\d{1,6})/.exec(value) ?? [];
  return Number(done) < Number(all) || /\b0*[1-9]\d{0,5} (?:tests? )?(?:fail|error)/i.test(value);
};

const answerIn = (value: string): boolean | null => {
  if (/^yes\s?\/\s?no/i.test(value)) return null;
  if (/^(?:(?:yes|pass|passed|true)\b|✅)/i.test(value)) return !hasException(value) && !hasFailures(value);
  return /^(?:no\b|fail|false|❌)/i.test(value) ? false : null;
};
