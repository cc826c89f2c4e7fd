import * as z from "zod/mini";
import { baselineRules } from "./baseline-rules.ts";
import { type Finding, findingsBy } from "./finding.ts";
import type { Results } from "./results.ts";

/** From whose baseline a handoff started: `claimed` when its results say so, else known by its number. */
export const Predecessor = z.object({ handoff_id: z.string(), claimed: z.boolean() });
export type Predecessor = z.infer<typeof Predecessor>;

/** The newest results of a predecessor that were VALIDATED, or why there are none. */
export type Before = { version: number; results: Results } | "no_results" | "not_validated";

/**
 * Who else claims the predecessor, the walk by which the claims lead back to the handoff itself, if they do, and the newest
 * VALIDATED handoff between the two.
 */
export type Claims = { others: readonly string[]; cycle: readonly string[]; newer: string | null };

const find = findingsBy(baselineRules);

/** What speaks against the predecessor that a handoff is compared with. `written` is the one that its results name themselves. */
export const judgePredecessor = (
  id: string,
  predecessor: Predecessor | null,
  { before, written, claims }: { before: Before; written: string | null; claims: Claims },
): Finding[] => [
  ...(predecessor?.claimed ? contradictions(predecessor.handoff_id, written, claims) : []),
  ...doubts(id, predecessor, before, claims),
];

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
