// PUT /api/npd/projects/{projectId}/handoff
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { assertMatch, etag } from "../../shared/http/etag.ts";
import { created, ok } from "../../shared/kernel/answer.ts";
import { Draft, SavedDraft } from "../../shared/launch-handoffs/draft.ts";
import * as drafts from "../../shared/launch-handoffs/draft-repository.ts";
import { RecordKey } from "../../shared/launch-handoffs/record-id.ts";

export const contract = {
  summary: "Keep what you have entered in the wizard, so that you can go on later",
  description: "Each user has one draft a project. It may be incomplete: it is judged when it is executed.",
  roles: ["npd_lead"],
  forbidden: "Only NPD Lead can prepare a handoff",
  params: z.strictObject({ projectId: RecordKey }),
  body: Draft,
  maxBytes: 32_000,
  answers: { 200: SavedDraft, 201: SavedDraft },
} as const;

export const handler = endpoint(contract, ({ params, body, headers, ...call }) => {
  const saved = { draft: body, saved_at: call.now.toISOString() };
  return drafts.save(
    call,
    params.projectId,
    saved,
    (before) => {
      assertMatch(headers, before);
    },
    (rev) => (rev === 1 ? created : ok)(saved, etag(rev)),
  );
});
