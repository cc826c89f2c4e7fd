import * as z from "zod/mini";
import type { Answer } from "../kernel/answer.ts";
import { type Aggregate, aggregateWrites } from "../ledger/aggregate.ts";
import { aggregatePartition } from "../ledger/keys.ts";
import { type ChangeCall, load as loadRecord, putRecord, type RecordKind, type State } from "../ledger/record.ts";
import { Settings, type SettingsChange, type SettingsRecord } from "./settings.ts";
import { eventOf, keptAnswer, stored } from "./stored.ts";

const ID = "npd";
const Head = z.object({ settings: z.string() });

const recordOf = ({ rev, head }: Aggregate): SettingsRecord => ({
  rev,
  settings: Settings.parse(JSON.parse(Head.parse(head).settings)),
});

const settings: RecordKind<SettingsRecord, SettingsChange> = {
  noun: "SETTINGS",
  recordOf,
  writesOf: (commit, before, change, answer) => [
    ...aggregateWrites(aggregatePartition(commit.actor.tenantId, "SETTINGS", ID), before.aggregate, {
      event: eventOf(commit, change.event),
      head: { settings: stored(change.record.settings) },
      parts: {},
    }),
    ...keptAnswer(commit, () => answer(change)),
  ],
};

/** The settings of a tenant, if any were put. */
export const load = (tenantId: string): Promise<State<SettingsRecord>> => loadRecord(settings, tenantId, ID);

/** Writes the settings by a rule. @throws as `putRecord` does */
export const put = (
  call: ChangeCall,
  rule: (record: SettingsRecord | undefined) => SettingsChange,
  answer: (record: SettingsRecord) => Answer,
): Promise<Answer> => putRecord(settings, call, ID, rule, ({ record }) => answer(record));
