import { Problem } from "../kernel/problem.ts";
import type { Packet } from "./packet.ts";
import type { PacketInput } from "./packet-input.ts";

/** How far a caller's clock may be ahead of ours. */
const SKEW_MS = 5 * 60_000;

type Times = Pick<Packet, "started_at" | "completed_at" | "duration_ms">;

/**
 * When a packet's work began and ended, and how long it took (section 4, 3 and 4 of the document). A duration that was given
 * stays: work may have paused. Nothing is made up: without a start there is no duration. Work in progress begins now; what follows
 * it began when it did.
 * @param open when the version in progress was started that this one follows
 * @throws Problem INVALID_REQUEST when it was completed before it was started, or either is more than five minutes ahead
 */
export const timesOf = (input: PacketInput, open: string | undefined, now: Date): Times => {
  const present = now.toISOString();
  assertPassed("started_at", input.started_at, now);
  assertPassed("completed_at", input.completed_at, now);
  const started_at = input.started_at ?? open ?? (input.status === "in_progress" ? present : null);
  const completed_at = input.completed_at ?? (input.status === "completed" ? later(started_at, present) : null);
  if (started_at && completed_at && completed_at < started_at)
    throw refused("completed_at", `Expected a moment at or after started_at, ${started_at}`);
  const span = started_at && completed_at ? Date.parse(completed_at) - Date.parse(started_at) : null;
  return { started_at, completed_at, duration_ms: input.duration_ms ?? span };
};

/** A clock that is ahead has started what ends now a little later than now: it took no time, rather than less. */
const later = (started: string | null, present: string): string => (started && started > present ? started : present);

const assertPassed = (name: "started_at" | "completed_at", at: string | null | undefined, now: Date): void => {
  if (at && Date.parse(at) > now.getTime() + SKEW_MS)
    throw refused(name, `Expected a moment that has passed: it is ${now.toISOString()}`);
};

const refused = (name: string, detail: string): Problem =>
  new Problem("INVALID_REQUEST", `/${name}: ${detail}.`, [{ pointer: `/${name}`, detail }]);
