// GET /api/npd/settings
import { endpoint } from "../../shared/http/endpoint.ts";
import { etag } from "../../shared/http/etag.ts";
import { ok } from "../../shared/kernel/answer.ts";
import { readers } from "../../shared/launch-handoffs/permission.ts";
import { defaultSettings, Settings } from "../../shared/launch-handoffs/settings.ts";
import * as settings from "../../shared/launch-handoffs/settings-repository.ts";

export const contract = {
  summary: "Read how your tenant hands off",
  roles: readers,
  answers: { 200: Settings },
} as const;

export const handler = endpoint(contract, async ({ actor }) => {
  const { record } = await settings.load(actor.tenantId);
  return record ? ok(record.settings, etag(record.rev)) : ok(defaultSettings);
});
