import * as z from "zod/mini";
import { text } from "../kernel/field.ts";

const Percent = z.number().check(z.minimum(0), z.maximum(1_000));

/** How a tenant hands off. What is left out is as it is by default. */
export const Settings = z.strictObject({
  npd_only_mode: z._default(z.boolean(), false),
  require_costing_approval: z._default(z.boolean(), true),
  require_compliance_docs: z._default(z.boolean(), true),
  enable_pilot_wo: z._default(z.boolean(), true),
  /** The id or the code of a routing. */
  default_pilot_routing: z._default(z.nullable(text(64)), null),
  cost_variance_warning_pct: z._default(Percent, 20),
  cost_variance_blocker_pct: z._default(Percent, 50),
});
export type Settings = z.infer<typeof Settings>;

export const defaultSettings: Settings = Settings.parse({});

export const SettingsInput = Settings.check(
  z.refine(({ cost_variance_warning_pct: warning, cost_variance_blocker_pct: blocker }) => warning <= blocker, {
    error: "Expected at least cost_variance_warning_pct",
    path: ["cost_variance_blocker_pct"],
  }),
);

export type SettingsRecord = { rev: number; settings: Settings };
export type SettingsChange = { record: SettingsRecord; event: "npd_settings_updated" };

export const putSettings = (before: SettingsRecord | undefined, settings: Settings): SettingsChange => ({
  record: { rev: before?.rev ?? 0, settings },
  event: "npd_settings_updated",
});
