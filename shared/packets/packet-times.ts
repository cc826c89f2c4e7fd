import { Problem } from "../kernel/problem.ts";
import type { Packet } from "./packet.ts";
import type { PacketInput } from "./packet-input.ts";

/**
 * When a packet's work began and ended, and how long it took (section 4, 3 and 4 of the document). A duration that was given
 * stays: work may have paused. Nothing is made up: without a start there is no duration. Work in progress begins now; what follows
 * it began when it did.
 * @param open when the version in progress was started that this one follows
 * @throws Problem INVALID_REQUEST when it was completed before it was started, or started in the future
 */
export const timesOf = (
  input: PacketInput,
  open: string | undefined,
  now: Date,
): Pick<Packet, "started_at" | "completed_at" | "duration_ms"> => {
  const completed_at = input.completed_at ?? (input.status === "completed" ? now.toISOString() : null);
  const started_at = input.started_at ?? open ?? (input.status === "in_progress" ? now.toISOString() : null);
  const latest = completed_at ?? now.toISOString();
  if (started_at && latest < started_at) throw startedTooLate(input, started_at, latest);
  const span = started_at && completed_at ? Date.parse(completed_at) - Date.parse(started_at) : null;
  return { started_at, completed_at, duration_ms: input.duration_ms ?? span };
};

const startedTooLate = (input: PacketInput, started: string, latest: string): Problem => {
  const [pointer, detail] = input.completed_at
    ? ["/completed_at", `Expected a moment at or after started_at, ${started}`]
    : ["/started_at", `Expected a moment that has passed: it is ${latest}`];
  return new Problem("INVALID_REQUEST", `${pointer}: ${detail}.`, [{ pointer, detail }]);
};
