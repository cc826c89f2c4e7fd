import { Problem } from "../kernel/problem.ts";
import { dependencyCycles } from "./dependency-cycle.ts";
import type { Member, Wave, WaveInput } from "./wave.ts";
import { awaitedBy, type WaveChange, type WaveRecord } from "./wave-record.ts";

/**
 * Plans a wave, or plans it anew. Once it is closed only its integration handoff can still be named.
 * @param others the open waves beside it: handoffs may not wait for each other across them either
 * @throws Problem DEPENDENCY_CYCLE, WAVE_CLOSED; INVALID_REQUEST for a member that is named twice, or integrates the wave itself
 */
export const planWave = (
  before: WaveRecord | undefined,
  input: WaveInput,
  { id, now, others }: { id: string; now: Date; others: readonly Wave[] },
): WaveChange => {
  const members = input.members.map((each) => (typeof each === "string" ? { handoff_id: each, depends_on: [] } : each));
  assertOnce(members);
  assertFew(members);
  assertSeparate(members, input.integration ?? null);
  assertNoCycle([{ members }, ...others]);
  const record: WaveRecord = {
    rev: before?.rev ?? 0,
    wave_id: id,
    created_at: before?.created_at ?? now.toISOString(),
    title: input.title ?? null,
    members,
    final: input.final,
    system_change: input.system_change,
    integration: input.integration ?? null,
    closed: before?.closed ?? null,
  };
  if (before?.closed && planIn(before) !== planIn(record))
    throw new Problem(
      "WAVE_CLOSED",
      "This wave is closed. Only its integration handoff can still be named; plan a new wave for more.",
    );
  return { record, event: "builder_wave_planned" };
};

const planIn = ({ title, members, final, system_change }: Wave): string =>
  JSON.stringify([title, members, final, system_change]);

const assertOnce = (members: readonly Member[]): void => {
  const at = members.findIndex(
    ({ handoff_id }, place) => members.findIndex((each) => each.handoff_id === handoff_id) < place,
  );
  if (at < 0) return;
  const detail = `${members[at]?.handoff_id} is a member already`;
  throw new Problem("INVALID_REQUEST", `/members/${at}: ${detail}.`, [{ pointer: `/members/${at}`, detail }]);
};

/** Each of them is checked in the transaction that closes the wave, and a transaction holds 100 actions. */
const MOST_AWAITED = 90;

const assertFew = (members: readonly Member[]): void => {
  const count = awaitedBy({ members }).length;
  if (count <= MOST_AWAITED) return;
  const detail = `Members and what they depend on are ${count} handoffs; a wave waits for at most ${MOST_AWAITED}`;
  throw new Problem("INVALID_REQUEST", `/members: ${detail}.`, [{ pointer: "/members", detail }]);
};

/** The integration handoff comes after the final wave ("a separate handoff"): what is integrated does not integrate itself. */
const assertSeparate = (members: readonly Member[], integration: string | null): void => {
  if (!members.some(({ handoff_id }) => handoff_id === integration)) return;
  const detail = `${integration} is a member of this wave; name a separate handoff that integrates it`;
  throw new Problem("INVALID_REQUEST", `/integration: ${detail}.`, [{ pointer: "/integration", detail }]);
};

const assertNoCycle = (waves: readonly Pick<Wave, "members">[]): void => {
  const members = waves.flatMap((wave) => wave.members);
  const byId = Map.groupBy(members, ({ handoff_id }) => handoff_id);
  const graph = new Map([...byId].map(([id, each]) => [id, each.flatMap(({ depends_on }) => depends_on)]));
  const own = new Set(waves[0]?.members.map(({ handoff_id }) => handoff_id));
  const cycle = dependencyCycles(graph).find((walk) => walk.some((id) => own.has(id)));
  if (!cycle) return;
  const detail = `These wait for each other: ${cycle.join(" → ")}`;
  throw new Problem("DEPENDENCY_CYCLE", `${detail}. Let one of them go first.`, [{ pointer: "/members", detail }]);
};
