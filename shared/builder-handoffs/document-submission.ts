import { Problem } from "../kernel/problem.ts";
import type { BuilderHandoff } from "./builder-handoff.ts";
import type { BuilderChange, BuilderRecord } from "./handoff-record.ts";
import { judgeResults } from "./results.ts";
import { judgeSpec } from "./spec.ts";
import { sealed, type Step, submit } from "./submission.ts";

const none: BuilderHandoff["versions"] = { SPEC: 0, RESULTS: 0, ANSWERS: 0, REVIEW: 0 };

/**
 * Seals a spec as the next version, with what was found in it: a spec that fails is evidence too. What was built on an
 * older spec counts no more, so the handoff is drafted again.
 * @throws Problem TOO_LARGE
 */
export const submitSpec = (
  before: BuilderRecord | undefined,
  id: string,
  document: string,
  step: Step,
): BuilderChange => {
  const version = (before?.versions.SPEC ?? 0) + 1;
  const made = submit({ handoff_id: id, kind: "spec", version }, document, judgeSpec(document, id), step);
  return {
    record: {
      rev: before?.rev ?? 0,
      id,
      created_at: before?.created_at ?? made.payload.submitted_at,
      state: "drafted",
      spec: { ...markOf(version, made, step), verdict: made.payload.verdict },
      validated: before?.validated,
      builders: before?.builders ?? [],
      versions: { ...(before?.versions ?? none), SPEC: version },
    },
    event: "builder_spec_submitted",
    facts: { version, verdict: made.payload.verdict },
    sealed: { ...made, kind: "SPEC", version },
    submission: made,
  };
};

/**
 * Seals results as the next version, with what was found in them. After VALIDATED or returned this opens the handoff again.
 * @param predecessor whose baseline the builder started from, unless the document names it
 * @throws Problem SPEC_REQUIRED; BUILD_NOT_RELEASED once questions were answered, until the reviewer lets go; INVALID_REQUEST; TOO_LARGE
 */
export const submitResults = (
  before: BuilderRecord | undefined,
  id: string,
  { document, predecessor }: { document: string; predecessor?: string | undefined },
  step: Step,
): BuilderChange => {
  if (!before) throw specRequired(id);
  assertReleased(before);
  const version = before.versions.RESULTS + 1;
  const judgement = judgeResults(document, before.id);
  const from = predecessor ?? judgement.parsed.predecessor;
  assertOther(before.id, from);
  const made = submit({ handoff_id: before.id, kind: "results", version }, document, judgement, step);
  const { verdict } = judgement;
  return {
    record: {
      ...before,
      state: "results_in",
      results: {
        ...markOf(version, made, step),
        verdict,
        status: judgement.parsed.status?.read ?? null,
        predecessor: from,
      },
      review: undefined,
      builders: [...new Set([...before.builders, step.by.id])],
      versions: { ...before.versions, RESULTS: version },
    },
    event: "builder_results_submitted",
    facts: { version, verdict },
    sealed: { ...made, kind: "RESULTS", version },
    submission: made,
  };
};

const specRequired = (id: string): Problem =>
  new Problem(
    "SPEC_REQUIRED",
    `Your tenant has no handoff ${id}. Its spec comes first: POST /api/builder-handoffs/${id}/spec, then send the results.`,
  );

/** Once questions were answered, for whichever spec, nothing is built without a release: a new spec takes the old one back. */
const assertReleased = ({ versions, answers, released }: BuilderRecord): void => {
  if (versions.ANSWERS === 0 || released) return;
  throw new Problem(
    "BUILD_NOT_RELEASED",
    answers
      ? "The questions of this handoff are answered and wait for the reviewer. Ask for its release, then build."
      : "The spec is newer than the answers. Answer the questions again and ask for the release, then build.",
  );
};

const assertOther = (id: string, predecessor: string | null): void => {
  if (predecessor !== id) return;
  const detail = "A handoff cannot start from its own baseline";
  throw new Problem("INVALID_REQUEST", `/predecessor: ${detail}.`, [{ pointer: "/predecessor", detail }]);
};

/** What the head says of something that was just sealed. */
export const markOf = (version: number, { seal }: ReturnType<typeof sealed>, { by, now }: Step) => ({
  version,
  digest: seal.digest,
  by: by.id,
  at: now.toISOString(),
});
