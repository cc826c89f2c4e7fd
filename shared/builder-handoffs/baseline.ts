import * as z from "zod/mini";
import { Finding, findingsBy, type Rules } from "./finding.ts";
import { isCleanup } from "./handoff-id.ts";
import type { Results } from "./results.ts";
import { failedIn } from "./results-tests.ts";

const compare = "No new test failures introduced (compare against previous baseline).";
const diff = "Agent N+1 started from Agent N's baseline. Did anything regress?";

/** What the results of one handoff are held against in those of its predecessor. */
export const baselineRules = {
  "baseline.new_failures": { severity: "blocker", says: compare },
  "baseline.shrinks": { severity: "blocker", says: diff },
  "baseline.predecessor.unknown": { severity: "blocker", says: compare },
  "baseline.predecessor.unvalidated": { severity: "blocker", says: compare },
  "baseline.predecessor.older": { severity: "blocker", says: diff },
  "baseline.predecessor.contradicted": { severity: "blocker", says: diff },
  "baseline.predecessor.cycle": { severity: "blocker", says: diff },
  "baseline.predecessor.none": { severity: "warning", says: compare },
  "baseline.predecessor.shared": { severity: "warning", says: diff },
} as const satisfies Rules;

const Amount = z.nullable(z.int());

/** The numbers of one handoff that the next starts from; null where they are not written. */
export const Measured = z.object({ packages_installed: Amount, total_tests: Amount, failed: Amount });
export type Measured = z.infer<typeof Measured>;

/** From whose baseline a handoff started: `claimed` when its results say so, else known by its number. */
const Predecessor = z.object({ handoff_id: z.string(), claimed: z.boolean() });
export type Predecessor = z.infer<typeof Predecessor>;

/** The newest results of a predecessor that were VALIDATED, or why there are none. */
export type Before = { version: number; results: Results } | "no_results" | "not_validated";

/** The regression diff of a handoff against its predecessor. */
export const Comparison = z.object({
  predecessor: z.nullable(z.extend(Predecessor, { version: z.nullable(z.int()) })),
  before: z.nullable(Measured),
  after: Measured,
  difference: z.nullable(Measured),
  new_failures: z.array(z.string()),
  findings: z.array(Finding),
});
export type Comparison = z.infer<typeof Comparison>;

const find = findingsBy(baselineRules);

/** The tests are those that ran; the line of the snapshot stands in where nothing was counted. */
export const measuredIn = ({ baseline, regression }: Results): Measured => ({
  packages_installed: baseline?.packages_installed ?? null,
  total_tests: regression?.total ?? baseline?.total_tests ?? null,
  failed: regression ? failedIn(regression) : null,
});

/**
 * Who else claims the predecessor, the walk by which the claims lead back to the handoff itself, if they do, and the newest
 * VALIDATED handoff between the two.
 */
export type Claims = { others: readonly string[]; cycle: readonly string[]; newer: string | null };

/** One handoff's results beside those of its predecessor, if it has any. */
export const compareBaselines = (
  id: string,
  results: Results,
  predecessor: Predecessor | null,
  found: Before,
  claims: Claims,
): Comparison => {
  const before = typeof found === "string" ? undefined : found;
  const after = measuredIn(results);
  const measured = before && measuredIn(before.results);
  const new_failures = newFailures(results, before?.results);
  return {
    // A number alone claims nothing: there may be no such handoff.
    predecessor:
      predecessor && (predecessor.claimed || before) ? { ...predecessor, version: before?.version ?? null } : null,
    before: measured ?? null,
    after,
    difference: measured ? differenceOf(after, measured) : null,
    new_failures,
    findings: [
      ...(measured ? [...moreFailures(results, after, measured, new_failures), ...shrinking(id, after, measured)] : []),
      ...(predecessor?.claimed ? contradictions(predecessor.handoff_id, results.predecessor, claims) : []),
      ...doubts(id, predecessor, found, claims),
    ],
  };
};

/** What the builder calls new, and what fails by name now and did not before, where the names of before are known. */
const newFailures = ({ regression }: Results, before: Results | undefined): string[] => {
  const known = before?.regression?.failing_tests ?? [];
  const isComparable = before?.regression?.failed === 0 || known.length > 0;
  const failing = isComparable && (regression?.failed ?? 0) > 0 ? (regression?.failing_tests ?? []) : [];
  return [...new Set([...(regression?.new_failures ?? []), ...failing.filter((name) => !known.includes(name))])];
};

const differenceOf = (after: Measured, before: Measured): Measured => ({
  packages_installed: minus(after.packages_installed, before.packages_installed),
  total_tests: minus(after.total_tests, before.total_tests),
  failed: minus(after.failed, before.failed),
});

const minus = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a - b);

/** "New failures: NONE" beside more failures than the predecessor had, or others. */
const moreFailures = (
  { regression }: Results,
  after: Measured,
  before: Measured,
  names: readonly string[],
): Finding[] => {
  const more = minus(after.failed, before.failed) ?? 0;
  if ((more <= 0 && names.length === 0) || regression?.new_failures?.length !== 0) return [];
  const which = names.length > 0 ? `: ${names.join(", ")}` : "";
  const found = `New failures: NONE, beside ${after.failed} failures where the predecessor had ${before.failed}${which}`;
  return [find("baseline.new_failures", { found, fix: "Mend the new failures, or name them." })];
};

/** Packages and tests only go away on purpose, in a cleanup. */
const shrinking = (id: string, after: Measured, before: Measured): Finding[] => {
  if (isCleanup(id)) return [];
  const shrunk = (
    [
      ["packages_installed", "Packages installed"],
      ["total_tests", "Total tests"],
    ] as const
  ).filter(([name]) => (minus(after[name], before[name]) ?? 0) < 0);
  return shrunk.map(([name, title]) =>
    find("baseline.shrinks", {
      found: `${title} ${after[name]}, where the predecessor had ${before[name]}`,
      fix: "Bring back what is gone, or hand it over as CLEANUP-<N>.",
    }),
  );
};

/** A claim does not choose what it is compared with: not past a newer baseline, nor against the document's own word. */
const contradictions = (claimed: string, written: string | null, { newer }: Claims): Finding[] => [
  ...(newer === null
    ? []
    : [
        find("baseline.predecessor.older", {
          found: `It claims ${claimed}, and ${newer} is VALIDATED since`,
          fix: `Start from the baseline of ${newer}, or hand it over as CLEANUP-<N>.`,
        }),
      ]),
  ...(written && written !== claimed
    ? [
        find("baseline.predecessor.contradicted", {
          found: `It was submitted with predecessor ${claimed}, and the document says ${written}`,
          fix: "Correct the one that is wrong and submit the results again.",
        }),
      ]
    : []),
];

const doubts = (id: string, predecessor: Predecessor | null, before: Before, claims: Claims): Finding[] => {
  if (!predecessor?.claimed) return typeof before === "string" && id !== FIRST ? [nothingBefore] : [];
  const { handoff_id } = predecessor;
  const { others, cycle } = claims;
  return [
    ...(cycle.length > 0
      ? [
          find("baseline.predecessor.cycle", {
            found: `Each started from the next: ${cycle.join(" → ")}`,
            fix: "Name the handoff that this one really started from.",
          }),
        ]
      : []),
    ...(typeof before === "string" ? [noBaseline(handoff_id, before)] : []),
    ...(others.length > 0
      ? [
          find("baseline.predecessor.shared", {
            found: `${others.join(", ")} started from ${handoff_id} too`,
            fix: "Let one start from the other's baseline, or compare them in an integration handoff.",
          }),
        ]
      : []),
  ];
};

/** There is nothing before it. */
const FIRST = "H-1";

const nothingBefore = find("baseline.predecessor.none", {
  found: "No handoff before this one is VALIDATED: nothing was compared",
  fix: "Name the predecessor in the results, or say in the review why there is none.",
});

const noBaseline = (id: string, why: "no_results" | "not_validated"): Finding =>
  why === "no_results"
    ? find("baseline.predecessor.unknown", {
        found: `${id} has no results`,
        fix: "Submit its results first, or name the handoff this one started from.",
      })
    : find("baseline.predecessor.unvalidated", {
        found: `None of the results of ${id} is VALIDATED`,
        fix: "Have them reviewed first, or name the VALIDATED handoff this one started from.",
      });
