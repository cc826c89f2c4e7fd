import type { BuilderRecord } from "./handoff-record.ts";
import { duties, type Duty } from "./integration.ts";
import type { Sealed } from "./submission.ts";
import type { Integration, Member, Wave, WaveView } from "./wave.ts";
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

/** Members, and what they depend on outside the wave. */
export const awaitedBy = ({ members }: { members: readonly Member[] }): string[] => [
  ...new Set([...members.map(({ handoff_id }) => handoff_id), ...members.flatMap(({ depends_on }) => depends_on)]),
];

/** A system change is integrated by a VALIDATED integration handoff that shows its four duties, and by nothing else. */
export const integrationOf = (wave: Wave, { handoffs, shown }: Known): Integration => {
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
