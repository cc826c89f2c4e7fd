import { Problem } from "../kernel/problem.ts";
import type { Run, RunInput, RunStatus, TransitionInput } from "./run.ts";
import type { RunChange, RunRecord, Step } from "./run-record.ts";

/**
 * Makes a run, or writes it anew as its planning system knows it now.
 * @throws Problem INVALID_REQUEST when the body names another run or tenant; INVALID_WINDOW
 */
export const putRun = (before: RunRecord | undefined, input: RunInput, { id, by, now }: Step): RunChange => {
  if ((input.id ?? id) !== id) throw mismatch("/id", "This is another run than the path names");
  if ((input.tenant_id ?? by.tenantId) !== by.tenantId)
    throw mismatch("/tenant_id", "This is another tenant than yours");
  const { starts_at = null, ends_at = null } = input;
  if (starts_at && ends_at && ends_at < starts_at)
    throw new Problem("INVALID_WINDOW", `The run ends at ${ends_at}, before it starts at ${starts_at}.`, [
      { pointer: "/ends_at", detail: "Expected a moment at or after starts_at" },
    ]);
  const run: Run = {
    id,
    tenant_id: by.tenantId,
    name: input.name,
    description: input.description ?? null,
    status: input.status ?? before?.run.status ?? "draft",
    starts_at,
    ends_at,
    portal_id: input.portal_id ?? null,
    zone_id: input.zone_id ?? null,
    metadata: { ...input.metadata, ...demotionIn(before) },
    created_at: before?.run.created_at ?? now.toISOString(),
    updated_at: now.toISOString(),
  };
  if (!before) return { record: { rev: 0, run, handoffs_deleted: 0 }, event: "n3_run_created" };
  if (isReverted(before.run, run)) return demoted(before, run, null, { by, now });
  return { record: { ...before, run }, event: "n3_run_updated" };
};

/** What we wrote of the last demotion: the planning system does not write it over. */
const demotionIn = (before: RunRecord | undefined): Record<string, unknown> =>
  Object.fromEntries(Object.entries(before?.run.metadata ?? {}).filter(([name]) => /^demot(ed|ion)_/.test(name)));

const mismatch = (pointer: string, detail: string) =>
  new Problem("INVALID_REQUEST", `${pointer}: ${detail}.`, [{ pointer, detail }]);

/** Draft becomes scheduled. @throws Problem INVALID_STATUS */
export const promoteRun = (record: RunRecord, now: Date): RunChange => {
  assertStatus(record, "draft", "promoted");
  return {
    record: { ...record, run: { ...record.run, status: "scheduled", updated_at: now.toISOString() } },
    event: "n3_run_promoted",
  };
};

/** Scheduled goes back to draft; the metadata say from where, when, by whom and why. @throws Problem INVALID_STATUS */
export const demoteRun = (record: RunRecord, { note }: TransitionInput, { by, now }: Omit<Step, "id">): RunChange => {
  assertStatus(record, "scheduled", "demoted");
  return demoted(record, { ...record.run, updated_at: now.toISOString() }, note ?? null, { by, now });
};

const isReverted = (before: Run, after: Run): boolean => before.status === "scheduled" && after.status === "draft";

/** However a run goes back to draft, it is a demotion: it is told as one, and a recorded handoff may then be deleted. */
const demoted = (record: RunRecord, run: Run, note: string | null, { by, now }: Omit<Step, "id">): RunChange => {
  const demotion = {
    demoted_from: record.run.status,
    demoted_at: now.toISOString(),
    demoted_by: by.id,
    demotion_note: note,
  };
  const metadata = { ...run.metadata, ...demotion };
  return {
    record: { ...record, run: { ...run, status: "draft", metadata }, demoted_rev: record.rev + 1 },
    event: "n3_run_demoted",
  };
};

const assertStatus = ({ run }: RunRecord, wanted: RunStatus, done: string): void => {
  if (run.status !== wanted)
    throw new Problem("INVALID_STATUS", `The run is ${run.status}. Only a ${wanted} run can be ${done}.`);
};
