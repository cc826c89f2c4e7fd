// PUT /api/npd/projects/{projectId}/formulations/{formulationId}
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { assertMatch, etag } from "../../shared/http/etag.ts";
import { created, ok } from "../../shared/kernel/answer.ts";
import { FormulationInput, WholeFormulation, wholeOf } from "../../shared/launch-handoffs/formulation.ts";
import { putFormulation } from "../../shared/launch-handoffs/formulation-plan.ts";
import * as formulations from "../../shared/launch-handoffs/formulation-repository.ts";
import { formulators } from "../../shared/launch-handoffs/permission.ts";
import { RecordKey } from "../../shared/launch-handoffs/record-id.ts";

export const contract = {
  summary: "Make a formulation with its items, or write it anew",
  description: "A locked formulation does not change any more, and no formulation of a launched project does.",
  roles: formulators,
  params: z.strictObject({ projectId: RecordKey, formulationId: RecordKey }),
  body: FormulationInput,
  answers: { 200: WholeFormulation, 201: WholeFormulation },
} as const;

export const handler = endpoint(contract, ({ params, body, headers, ...call }) => {
  const place = { projectId: params.projectId, id: params.formulationId };
  return formulations.put(
    call,
    place,
    ({ project, before }) => {
      assertMatch(headers, before?.rev);
      return putFormulation({ project, before }, body, { id: place.id, now: call.now });
    },
    (record) => (record.rev === 1 ? created : ok)(wholeOf(record), etag(record.rev)),
  );
});
