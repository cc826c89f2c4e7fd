// POST /api/builder-waves/{waveId}/close
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { created } from "../../shared/kernel/answer.ts";
import { newId } from "../../shared/kernel/id.ts";
import { WaveId, WaveView } from "../../shared/builder-handoffs/wave.ts";
import { closeWave } from "../../shared/builder-handoffs/wave-closing.ts";
import { waveViewOf } from "../../shared/builder-handoffs/wave-record.ts";
import * as waves from "../../shared/builder-handoffs/wave-repository.ts";

export const contract = {
  summary: "Close a wave whose every member is VALIDATED",
  description:
    "What it closed on is sealed. A final wave without its integration handoff closes, and stays not integrated.",
  roles: ["owner", "admin", "reviewer"],
  params: z.strictObject({ waveId: WaveId }),
  body: z.strictObject({}),
  answers: { 201: WaveView },
} as const;

export const handler = endpoint(contract, ({ params, ...call }) => {
  const step = { id: newId(call.now), by: call.actor, now: call.now };
  return waves.change(
    call,
    params.waveId,
    (wave, known) => closeWave(wave, known, step),
    (wave, known) => created(waveViewOf(wave, known)),
  );
});
