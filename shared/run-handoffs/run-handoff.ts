import * as z from "zod/mini";
import { Instant, Uuid } from "../kernel/field.ts";
import type { Once } from "../kernel/once.ts";
import type { Seal } from "../ledger/seal.ts";
import { Evaluation } from "./eligibility.ts";
import { Note } from "./note.ts";
import { RunStatus } from "./run.ts";
import { Snapshot } from "./snapshot.ts";

export const HandoffInput = z.strictObject({ note: z.nullish(Note) });

/** What was believed about a run, when, and why: verbatim copies, nothing computed anew (Prompt 32, B2). */
export const HandoffPayload = z.object({
  run: z.object({
    id: Uuid,
    status: RunStatus,
    portal_id: z.nullable(Uuid),
    zone_id: z.nullable(Uuid),
    starts_at: z.nullable(Instant),
    ends_at: z.nullable(Instant),
  }),
  readiness_snapshot: Snapshot,
  execution_eligibility: Evaluation,
  captured_at: Instant,
});
export type HandoffPayload = z.infer<typeof HandoffPayload>;

/** A recorded handoff as it is answered; `digest` is the SHA-256 of the payload in canonical JSON (RFC 8785). */
export const RunHandoff = z.object({
  id: Uuid,
  run_id: Uuid,
  created_at: Instant,
  created_by: z.string(),
  note: z.nullable(z.string()),
  payload: HandoffPayload,
  digest: z.string(),
});

/** A handoff as it is sealed. */
export type RunHandoff = {
  id: string;
  tenant_id: string;
  run_id: string;
  portal_id: string | null;
  zone_id: string | null;
  created_at: string;
  created_by: string;
  note: string | null;
  seal: Seal;
  once: Once | undefined;
};

/** What a run's head says of its current handoff. */
export const HandoffMark = z.object({
  id: Uuid,
  created_at: Instant,
  /** Of the run, when the handoff was recorded. */
  rev: z.int(),
  digest: z.string(),
  once: z.optional(z.object({ key: z.string(), request: z.string() })),
});
export type HandoffMark = z.infer<typeof HandoffMark>;

/** The answer to whoever recorded it (Prompt 32, B3). */
export const Recorded = z.object({ success: z.literal(true), handoff_id: Uuid, created_at: Instant });
export const recorded = ({ id, created_at }: HandoffMark): z.infer<typeof Recorded> => ({
  success: true,
  handoff_id: id,
  created_at,
});
