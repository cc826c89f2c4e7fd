import { randomUUID } from "node:crypto";
import type { Operation } from "./history.ts";

export type Answer = { status: number; body: any };
/** One HTTP call; rejects or answers 5xx when its outcome is not known. */
export type Ask = (method: string, path: string, sent: { body?: object; key: string }) => Promise<Answer>;

/** What is handed off for one run: the id of its handoff, or nothing. */
export type Handed = string | null;
type Judgement<State> = Pick<Operation<State>, "what" | "apply">;

const MOST_TRIES = 20;

type Settled = Answer & { /** The outcome of an earlier try is not known. */ again: boolean };

/** Calls until the answer is none of 5xx, each time with the same key. @throws if it never is */
const until = async (ask: Ask, method: string, path: string, body?: object): Promise<Settled> => {
  const key = randomUUID();
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const answer = await ask(method, path, { key, ...(body && { body }) }).catch(() => undefined);
    if (answer && answer.status < 500) return { ...answer, again: tries > 0 };
  }
  throw new Error(`${method} ${path} was sent ${MOST_TRIES} times`);
};

const noted = async <State>(
  history: Operation<State>[],
  run: () => Promise<Settled>,
  judge: (answer: Settled) => Judgement<State>,
): Promise<void> => {
  const start = performance.now();
  const answer = await run();
  history.push({ start, end: performance.now(), ...judge(answer) });
};

const readHandoff = ({ status, body }: Answer): Judgement<Handed> => {
  const found: Handed = status === 404 ? null : (body.id as string);
  return { what: `read ${found}`, apply: (state) => (state === found ? state : undefined) };
};
/** Another 409 tells of the run's status, which this model does not have. */
const recorded = ({ status, body }: Answer): Judgement<Handed> => {
  if (body.error_code === "HANDOFF_EXISTS") return { what: "refuse", apply: (state) => state ?? undefined };
  if (status === 409) return { what: "not now", apply: (state) => state };
  const id = body.handoff_id as string;
  return { what: `record ${id}`, apply: (state) => (state === null ? id : undefined) };
};
const deleted = ({ status, again }: Settled): Judgement<Handed> => {
  if (status === 409) return { what: "keep", apply: (state) => state };
  // An earlier try may have deleted what is not found any more: a DELETE has no answer to repeat.
  if (status === 404 && again) return { what: "find nothing any more", apply: () => null };
  if (status === 404) return { what: "find nothing", apply: (state) => (state === null ? null : undefined) };
  return { what: "delete", apply: (state) => (state === null ? undefined : null) };
};

/** A client that reads, records or deletes the handoff of a run; a handoff is deleted when its run went back to draft. */
export const onRun = async (ask: Ask, run: string, history: Operation<Handed>[], chance: number): Promise<void> => {
  const at = `${run}/execution-handoff`;
  if (chance < 0.4) return noted(history, () => until(ask, "GET", at), readHandoff);
  if (chance < 0.75) return noted(history, () => until(ask, "POST", at, {}), recorded);
  for (const step of ["promote", "demote"]) await until(ask, "POST", `${run}/${step}`, {});
  return noted(history, () => until(ask, "DELETE", at), deleted);
};

const packet = { phase: "planning", agent_id: "IN1", agent_name: "Product Architect", output_summary: "Planned" };

const readPackets = ({ body }: Answer): Judgement<number> => {
  const newest = Math.max(0, ...(body as { version: number }[]).map(({ version }) => version));
  return { what: `read ${newest}`, apply: (state) => (state === newest ? state : undefined) };
};
const handed = ({ body }: Answer): Judgement<number> => {
  const version = body.packet.version as number;
  return { what: `hand ${version}`, apply: (state) => (version === state + 1 ? version : undefined) };
};

/** A client that hands a phase on, or reads how often that was done. */
export const onFeature = async (
  ask: Ask,
  feature: string,
  history: Operation<number>[],
  chance: number,
): Promise<void> => {
  const at = `${feature}/handoff-packets`;
  if (chance < 0.5) return noted(history, () => until(ask, "GET", at), readPackets);
  return noted(history, () => until(ask, "POST", at, packet), handed);
};
