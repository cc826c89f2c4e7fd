// GET /api/builder-waves/{waveId}
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { etag } from "../../shared/http/etag.ts";
import { ok } from "../../shared/kernel/answer.ts";
import { WaveId, WaveView } from "../../shared/builder-handoffs/wave.ts";
import { waveViewOf } from "../../shared/builder-handoffs/wave-record.ts";
import * as waves from "../../shared/builder-handoffs/wave-repository.ts";

export const contract = {
  summary: "Read a wave: its members as they are now, and whether it is integrated",
  description:
    "A duty is shown by a heading, a row of a table or a labelled line of its own in the results of the integration handoff, with what was done.",
  roles: ["owner", "admin", "builder", "reviewer", "member"],
  params: z.strictObject({ waveId: WaveId }),
  answers: { 200: WaveView },
} as const;

export const handler = endpoint(contract, async ({ params, actor }) => {
  const { wave, known } = await waves.read(actor.tenantId, params.waveId);
  return ok(waveViewOf(wave, known), etag(wave.rev));
});
