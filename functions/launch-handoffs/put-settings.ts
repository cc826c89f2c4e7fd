// PUT /api/npd/settings
import { endpoint } from "../../shared/http/endpoint.ts";
import { assertMatch, etag } from "../../shared/http/etag.ts";
import { created, ok } from "../../shared/kernel/answer.ts";
import { settingsWriters } from "../../shared/launch-handoffs/permission.ts";
import { putSettings, Settings, SettingsInput } from "../../shared/launch-handoffs/settings.ts";
import * as settings from "../../shared/launch-handoffs/settings-repository.ts";

export const contract = {
  summary: "Write how your tenant hands off",
  description: "What is left out is as it is by default.",
  roles: settingsWriters,
  body: SettingsInput,
  maxBytes: 32_000,
  answers: { 200: Settings, 201: Settings },
} as const;

export const handler = endpoint(contract, ({ body, headers, ...call }) =>
  settings.put(
    call,
    (before) => {
      assertMatch(headers, before?.rev);
      return putSettings(before, body);
    },
    (record) => (record.rev === 1 ? created : ok)(record.settings, etag(record.rev)),
  ),
);
