// PUT /api/builder-waves/{waveId}
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { assertMatch, etag } from "../../shared/http/etag.ts";
import { created, ok } from "../../shared/kernel/answer.ts";
import { WaveId, WaveInput, WaveView } from "../../shared/builder-handoffs/wave.ts";
import { planWave } from "../../shared/builder-handoffs/wave-plan.ts";
import { waveViewOf } from "../../shared/builder-handoffs/wave-record.ts";
import * as waves from "../../shared/builder-handoffs/wave-repository.ts";

export const contract = {
  summary: "Plan a wave of handoffs, or plan it anew",
  description: "Once it is closed only its integration handoff can still be named.",
  roles: ["owner", "admin", "builder", "reviewer"],
  params: z.strictObject({ waveId: WaveId }),
  body: WaveInput,
  answers: { 200: WaveView, 201: WaveView },
} as const;

export const handler = endpoint(contract, ({ params, body, headers, ...call }) =>
  waves.put(
    call,
    params.waveId,
    (before, others) => {
      assertMatch(headers, before?.rev);
      return planWave(before, body, { id: params.waveId, now: call.now, others });
    },
    (wave, known) => (wave.rev === 1 ? created : ok)(waveViewOf(wave, known), etag(wave.rev)),
  ),
);
