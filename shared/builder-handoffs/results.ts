import { type Finding, findingsBy, type Judgement, judged } from "./finding.ts";
import { handoffIdsIn, isStandardId } from "./handoff-id.ts";
import { type Duty, dutiesShown } from "./integration.ts";
import { type Line, linesOf } from "./markdown.ts";
import { type Baseline, judgeBaseline } from "./results-baseline.ts";
import { type CleanRoom, judgeCleanRoom } from "./results-clean-room.ts";
import { filesOf, type ListedFile } from "./results-files.ts";
import { resultsRules } from "./results-rules.ts";
import { judgeSections, saysSomething, resultsParts, type ResultsSection, resultsSections } from "./results-section.ts";
import { type Status, statusOf } from "./results-status.ts";
import { judgeRegression, type Regression } from "./results-regression.ts";
import { judgeTests, type TestRun } from "./results-tests.ts";
import { bestOf, type Section, sectionsOf } from "./section.ts";

/** What a results file says, as far as it can be read. Null is a section that is not there or says nothing. */
export type Results = {
  title: string | null;
  status: Status | null;
  sections: ResultsSection[];
  files_created: ListedFile[];
  files_modified: ListedFile[];
  archives_built: ListedFile[];
  tests: TestRun | null;
  regression: Regression | null;
  baseline: Baseline | null;
  clean_room: CleanRoom | null;
  /** The handoff whose baseline this one started from, where the Baseline Snapshot names it. */
  predecessor: string | null;
  duties: Duty[];
};

const find = findingsBy(resultsRules);

/**
 * Judges a results file, `<handoff_id>_RESULTS.md`: its sections, status, hashes, counts and their sums, baseline, clean room.
 * @param id of the handoff that it was submitted for
 */
export const judgeResults = (markdown: string, id?: string): Judgement<Results> => {
  const lines = linesOf(markdown);
  const sections = sectionsOf(lines, resultsSections, resultsParts);
  const best = bestOf(sections);
  const present = [...best.values()].filter(saysSomething);
  const section = (name: ResultsSection) => wholeOf(name, present, sections);
  const [created, modified, archives] = (["Files Created", "Files Modified", "Archives Built"] as const).map((name) =>
    filesOf(section(name)),
  );
  const status = statusOf(
    lines,
    best.get("Status"),
    sections.filter(({ name }) => name === "Status"),
  );
  const tests = judgedIn(section("Test Results"), judgeTests);
  const regression = judgedIn(section("Full Regression Test"), (each) =>
    judgeRegression(each, tests?.run ?? null, section("Issues Encountered")),
  );
  const baseline = judgedIn(section("Baseline Snapshot"), (each) => judgeBaseline(each, regression?.run.total ?? null));
  const cleanRoom = judgedIn(section("Clean-Room Verification"), (each) =>
    judgeCleanRoom(each, baseline?.baseline ?? null),
  );
  const title = lines.find(({ kind }) => kind === "heading");
  const results: Results = {
    title: title?.text ?? null,
    status: status.status,
    sections: present.map(({ name }) => name),
    files_created: created?.files ?? [],
    files_modified: modified?.files ?? [],
    archives_built: archives?.files ?? [],
    tests: tests?.run ?? null,
    regression: regression?.run ?? null,
    baseline: baseline?.baseline ?? null,
    clean_room: cleanRoom?.cleanRoom ?? null,
    predecessor: baseline?.predecessor ?? null,
    duties: dutiesShown(lines, baseline?.baseline ?? null),
  };
  const parts = [status, created, modified, archives, tests, regression, baseline, cleanRoom];
  return judged(results, [
    ...judgeTitle(title, id),
    ...judgeSections(sections),
    ...parts.flatMap((part) => part?.findings ?? []).filter(({ rule }) => !isRunOn(rule, best)),
  ]);
};

/**
 * Without its heading a section runs on below the one before it, which then says two things at once: the missing heading is told.
 */
const RUN_ON: Readonly<Record<string, ResultsSection>> = {
  "results.hash.conflict": "Files Modified",
  "results.hash.pair": "Archives Built",
  "results.tests.conflict": "Full Regression Test",
  "results.baseline.conflict": "Clean-Room Verification",
};
const isRunOn = (rule: string, best: ReadonlyMap<ResultsSection, unknown>): boolean => {
  const next = RUN_ON[rule];
  return next !== undefined && !best.has(next);
};

/** A section with all that is said below its name: what stands under a second heading counts as well. */
const wholeOf = (
  name: ResultsSection,
  present: readonly Section<ResultsSection>[],
  all: readonly Section<ResultsSection>[],
): Section<ResultsSection> | undefined => {
  const section = present.find((each) => each.name === name);
  const others = all.filter((each) => each.name === name && each.line !== section?.line);
  const told = section ? [section, ...others] : [];
  return (
    section && {
      ...section,
      lines: told.flatMap(({ lines }) => lines),
      within: told.flatMap(({ within }) => within),
    }
  );
};

const judgedIn = <T>(
  section: Section<ResultsSection> | undefined,
  judge: (section: Section<ResultsSection>) => T,
): T | undefined => (section ? judge(section) : undefined);

const judgeTitle = (title: Line | undefined, id: string | undefined): Finding[] => {
  const line = title?.line;
  const named = handoffIdsIn(title?.text ?? "");
  const legacy = [named[0] ?? id].filter((each) => each !== undefined && !isStandardId(each));
  return [
    ...(title && /^results\b/i.test(title.text)
      ? []
      : [
          find("results.title.missing", {
            line,
            found: title?.text ?? "No title",
            fix: "Begin with # Results: and the title of the handoff.",
          }),
        ]),
    ...legacy.map((found = "") =>
      find("results.id.legacy", { line, found, fix: "Name new handoffs H-32, H-32A or CLEANUP-5." }),
    ),
    ...(id && named.length > 0 && !named.includes(id)
      ? [
          find("results.id.mismatch", {
            line,
            found: named.join(", "),
            fix: `This was submitted for ${id}. Name it in the title.`,
          }),
        ]
      : []),
  ];
};
