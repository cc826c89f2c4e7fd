import { Problem } from "../kernel/problem.ts";
import type { BuilderRecord } from "./handoff-record.ts";
import { sealed, type Step } from "./submission.ts";
import { awaitedBy, integrationOf, type Known, type WaveChange, type WaveRecord } from "./wave-record.ts";

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
