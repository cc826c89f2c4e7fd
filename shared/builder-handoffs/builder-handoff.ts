import * as z from "zod/mini";
import { Verdict } from "./finding.ts";
import { HandoffId } from "./handoff-id.ts";

/** Drafted by its spec, dispatched once the reviewer lets the builder go, results in, then VALIDATED or returned. */
export const HandoffState = z.enum(["drafted", "dispatched", "results_in", "VALIDATED", "returned"]);
export type HandoffState = z.infer<typeof HandoffState>;

const states = HandoffState.options;

/** A state as it is asked for: as the answers have it, or in capitals or small letters alone, as a verdict may be sent. */
export const StateWanted = z.pipe(
  z.enum(
    states.flatMap((state) => [...new Set([state, state.toLowerCase(), state.toUpperCase()])]),
    `Expected one of ${states.join(", ")}`,
  ),
  z.transform((asked) => states.find((state) => state.toLowerCase() === asked.toLowerCase())),
);

/** What the head says of something sealed: the ledger has the whole. */
const Mark = z.object({
  version: z.int(),
  /** Of the sealed record: `GET /api/ledger/{digest}` finds it. */
  digest: z.string(),
  by: z.string(),
  at: z.string(),
});
const DocumentMark = z.extend(Mark, { verdict: Verdict });
export const ResultsMark = z.extend(DocumentMark, {
  /** The builder's own word: PASS, FAIL or PARTIAL. */
  status: z.nullable(z.string()),
  /** The handoff whose baseline this one started from, if the results say so. */
  predecessor: z.nullable(HandoffId),
});
export const AnswersMark = z.extend(Mark, { contract_version: z.string() });
export const ReviewVerdict = z.enum(["VALIDATED", "returned"]);
export type ReviewVerdict = z.infer<typeof ReviewVerdict>;
export const ReviewMark = z.extend(Mark, { verdict: ReviewVerdict, results_version: z.int() });

const Versions = z.object({ SPEC: z.int(), RESULTS: z.int(), ANSWERS: z.int(), REVIEW: z.int() });

/** A builder handoff as its head keeps it. What belongs to an older spec or older results is not named any more. */
export const BuilderHandoff = z.object({
  id: HandoffId,
  created_at: z.string(),
  state: HandoffState,
  spec: DocumentMark,
  answers: z.optional(AnswersMark),
  released: z.optional(z.object({ by: z.string(), at: z.string() })),
  results: z.optional(ResultsMark),
  review: z.optional(ReviewMark),
  /** The newest results that were VALIDATED, by version: the baseline of the next handoff, whatever was submitted since. */
  validated: z.optional(z.int()),
  /** Who worked on it: none of them may review it. */
  builders: z.array(z.string()),
  /** How many of each kind were sealed. */
  versions: Versions,
});
export type BuilderHandoff = z.infer<typeof BuilderHandoff>;

/** A builder handoff as it is answered. */
export const BuilderHandoffView = z.object({
  handoff_id: HandoffId,
  state: HandoffState,
  created_at: z.string(),
  spec: DocumentMark,
  answers: z.nullable(AnswersMark),
  released: z.nullable(z.object({ by: z.string(), at: z.string() })),
  results: z.nullable(ResultsMark),
  review: z.nullable(ReviewMark),
  builders: z.array(z.string()),
});
export const viewOf = ({
  id,
  versions: _versions,
  ...handoff
}: BuilderHandoff): z.infer<typeof BuilderHandoffView> => ({
  handoff_id: id,
  state: handoff.state,
  created_at: handoff.created_at,
  spec: handoff.spec,
  answers: handoff.answers ?? null,
  released: handoff.released ?? null,
  results: handoff.results ?? null,
  review: handoff.review ?? null,
  builders: handoff.builders,
});
