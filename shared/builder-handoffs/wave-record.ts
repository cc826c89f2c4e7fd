import { Problem } from "../kernel/problem.ts";
import { dependencyCycles } from "./dependency-cycle.ts";
import type { BuilderRecord } from "./handoff-record.ts";
import { duties, type Duty } from "./integration.ts";
import { sealed, type Sealed, type Step } from "./submission.ts";
import type { Integration, Member, Wave, WaveInput, WaveView } from "./wave.ts";
import type * as z from "zod/mini";

export type WaveRecord = Wave & { rev: number };

/** The next state of a wave, what happened, and what it rests on: handoffs that must not have moved since. */
export type WaveChange = {
  record: WaveRecord;
  event: "builder_wave_planned" | "builder_wave_closed";
  sealed?: Sealed<object>;
  unmoved?: readonly { id: string; rev: number }[];
};

/** The handoffs that a wave names, as far as they exist, and the duties that its integration handoff shows. */
export type Known = { handoffs: ReadonlyMap<string, BuilderRecord>; shown: readonly Duty[] };

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

/**
 * Closes a wave whose every member is VALIDATED, and whatever a member depends on. What it closed on is sealed.
 * @throws Problem WAVE_CLOSED, WAVE_NOT_VALIDATED
 */
export const closeWave = (wave: WaveRecord, known: Known, { id, by, now }: Step): WaveChange => {
  const { handoffs } = known;
  if (wave.closed) throw new Problem("WAVE_CLOSED", `This wave was closed at ${wave.closed.at}.`);
  const awaited = awaitedBy(wave);
  assertValidated(awaited, handoffs);
  const members = awaited.flatMap((each) => handoffs.get(each) ?? []);
  const made = sealed(id, {
    wave_id: wave.wave_id,
    closed_by: by.id,
    closed_at: now.toISOString(),
    members: members.map(({ id: handoff_id, results, review }) => ({
      handoff_id,
      results_version: results?.version,
      results_digest: results?.digest,
      review_digest: review?.digest,
    })),
    integration: integrationOf(wave, known),
  });
  return {
    record: { ...wave, closed: { by: by.id, at: now.toISOString(), digest: made.seal.digest } },
    event: "builder_wave_closed",
    sealed: made,
    unmoved: members.map((each) => ({ id: each.id, rev: each.rev })),
  };
};

/** Members, and what they depend on outside the wave. */
const awaitedBy = ({ members }: { members: readonly Member[] }): string[] => [
  ...new Set([...members.map(({ handoff_id }) => handoff_id), ...members.flatMap(({ depends_on }) => depends_on)]),
];

const assertValidated = (awaited: readonly string[], handoffs: Known["handoffs"]): void => {
  const open = awaited.filter((id) => handoffs.get(id)?.state !== "VALIDATED");
  if (open.length === 0) return;
  const told = open.map((id) => `${id} ${standing(handoffs.get(id))}`);
  throw new Problem(
    "WAVE_NOT_VALIDATED",
    `${open.length} of ${awaited.length} handoffs are not VALIDATED: ${told.join("; ")}. Have each reviewed, then close the wave.`,
    open.map((id) => ({ parameter: id, detail: `It ${standing(handoffs.get(id))}` })),
  );
};

const standing = (handoff: BuilderRecord | undefined): string => {
  if (!handoff) return "has not been drafted";
  const { state, results } = handoff;
  return `is ${state}${results?.status && results.status !== "PASS" ? ` with status ${results.status}` : ""}`;
};

/** A system change is integrated by a VALIDATED integration handoff that shows its four duties, and by nothing else. */
const integrationOf = (wave: Wave, { handoffs, shown }: Known): Integration => {
  const { integration } = wave;
  const all = Object.keys(duties) as Duty[];
  const isValidated = integration !== null && handoffs.get(integration)?.state === "VALIDATED";
  const isIntegrated = isValidated && all.every((duty) => shown.includes(duty));
  const isRequired = wave.final || wave.system_change;
  return {
    status: isIntegrated ? "integrated" : isRequired ? "not_integrated" : "not_required",
    handoff_id: integration,
    duties: all.map((duty) => ({ duty, says: duties[duty], shown: shown.includes(duty) })),
  };
};

export const waveViewOf = (wave: Wave, known: Known): z.infer<typeof WaveView> => ({
  wave_id: wave.wave_id,
  state: wave.closed ? "closed" : "open",
  title: wave.title,
  members: wave.members.map((member) => {
    const handoff = known.handoffs.get(member.handoff_id);
    return { ...member, state: handoff?.state ?? null, results_version: handoff?.results?.version ?? null };
  }),
  final: wave.final,
  system_change: wave.system_change,
  integration: integrationOf(wave, known),
  created_at: wave.created_at,
  closed: wave.closed,
});
