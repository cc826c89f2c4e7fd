import { Problem } from "../kernel/problem.ts";
import type { Packet } from "./packet.ts";
import type { PacketInput } from "./packet-input.ts";

/**
 * When a packet's work began and ended, and how long it took (section 4, 3 and 4 of the document). A duration that was given
 * stays: work may have paused. Nothing is made up: without a start there is no duration.
 * @param open when the version in progress was started that this one follows
 * @throws Problem INVALID_REQUEST when it was completed before it was started
 */
export const timesOf = (
  input: PacketInput,
  open: string | undefined,
  now: Date,
): Pick<Packet, "started_at" | "completed_at" | "duration_ms"> => {
  const completed_at = input.completed_at ?? (input.status === "completed" ? now.toISOString() : null);
  const started_at = input.started_at ?? startedBefore(input, open, completed_at, now);
  if (started_at && completed_at && completed_at < started_at) throw completedTooSoon(input, started_at, completed_at);
  const span = started_at && completed_at ? Date.parse(completed_at) - Date.parse(started_at) : null;
  return { started_at, completed_at, duration_ms: input.duration_ms ?? span };
};

/** Work in progress begins now; what follows it began when it did. */
const startedBefore = (
  { status }: PacketInput,
  open: string | undefined,
  completed: string | null,
  now: Date,
): string | null => {
  if (open && (!completed || open <= completed)) return open;
  return status === "in_progress" ? now.toISOString() : null;
};

const completedTooSoon = (input: PacketInput, started: string, completed: string): Problem => {
  const [pointer, detail] = input.completed_at
    ? ["/completed_at", `Expected a moment at or after started_at, ${started}`]
    : ["/started_at", `Expected a moment that has passed: it is ${completed}`];
  return new Problem("INVALID_REQUEST", `${pointer}: ${detail}.`, [{ pointer, detail }]);
};
