// POST /api/npd/projects/{projectId}/formulations/{formulationId}/lock
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { etag } from "../../shared/http/etag.ts";
import { ok } from "../../shared/kernel/answer.ts";
import { WholeFormulation, wholeOf } from "../../shared/launch-handoffs/formulation.ts";
import { lockFormulation } from "../../shared/launch-handoffs/formulation-plan.ts";
import * as formulations from "../../shared/launch-handoffs/formulation-repository.ts";
import { formulators } from "../../shared/launch-handoffs/permission.ts";
import { RecordKey } from "../../shared/launch-handoffs/record-id.ts";

export const contract = {
  summary: "Lock an approved formulation for good",
  roles: formulators,
  params: z.strictObject({ projectId: RecordKey, formulationId: RecordKey }),
  body: z.strictObject({}),
  answers: { 200: WholeFormulation },
} as const;

export const handler = endpoint(contract, ({ params, ...call }) =>
  formulations.put(
    call,
    { projectId: params.projectId, id: params.formulationId },
    (reading) => lockFormulation(reading, call.now),
    (record) => ok(wholeOf(record), etag(record.rev)),
  ),
);
