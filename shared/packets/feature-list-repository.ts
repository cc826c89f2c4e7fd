import { aggregatePartition, epicPartition } from "../ledger/keys.ts";
import { listAggregates } from "../ledger/listing.ts";
import { batchGet, query } from "../ledger/table.ts";
import { Feature, type FeatureStatus } from "./feature.ts";

type Wanted = { status: FeatureStatus | undefined; epicId: string | undefined };
type Page = Wanted & { after: string | undefined; limit: number };

/** One page of a tenant's features, oldest first. `next` is where the page ended, if more may follow. */
export const list = async (
  tenantId: string,
  { status, epicId, ...page }: Page,
): Promise<{ features: Feature[]; next: string | undefined }> => {
  const { entries, next } = await listAggregates(tenantId, "FEATURE", {
    ...page,
    parts: ["FEATURE"],
    pick: ({ parts }) => {
      if (!parts.FEATURE) return undefined;
      const feature = Feature.parse(parts.FEATURE);
      if (status && feature.status !== status) return undefined;
      return epicId && feature.epic_id !== epicId ? undefined : feature;
    },
  });
  return { features: entries, next };
};

const MOST_KEYS = 100;

/** The ids of the features that say they are of an epic. */
export const idsOfEpic = async (tenantId: string, epicId: string): Promise<string[]> => {
  const rows = await query("RECORDS_TABLE", epicPartition(tenantId, epicId));
  const keys = rows.map(({ sk: id }) => ({ pk: aggregatePartition(tenantId, "FEATURE", id), sk: "FEATURE" }));
  const features: Feature[] = [];
  for (let at = 0; at < keys.length; at += MOST_KEYS)
    for (const { json } of await batchGet("RECORDS_TABLE", keys.slice(at, at + MOST_KEYS)))
      features.push(Feature.parse(JSON.parse(json as string)));
  return features
    .filter(({ epic_id }) => epic_id === epicId)
    .map(({ id }) => id)
    .sort();
};
