import { aggregatePartition, HEAD, listPartition } from "../ledger/keys.ts";
import { batchGet, query } from "../ledger/table.ts";
import { Run, type RunStatus } from "./run.ts";
import { HandoffMark } from "./run-handoff.ts";

export type ListedRun = Run & { readiness_locked: boolean; handoff_id: string | null };

/** Two keys a run, and one request for items takes 100. */
const ROUND = 50;

type Page = { status: RunStatus | undefined; after: string | undefined; limit: number };

/** How many rounds one page may take: runs of a rare status are found over several pages, each of them quick. */
const MOST_ROUNDS = 10;

/** One page of a tenant's runs, oldest first. `next` is where the page ended, if more may follow. */
export const list = async (
  tenantId: string,
  { status, after, limit }: Page,
): Promise<{ runs: ListedRun[]; next: string | undefined }> => {
  const runs: ListedRun[] = [];
  let place = after;
  for (let rounds = 0; rounds < MOST_ROUNDS && runs.length < limit; rounds += 1) {
    const round = Math.min(ROUND, status ? ROUND : limit - runs.length);
    const rows = await query("RECORDS_TABLE", listPartition(tenantId, "RUN"), { limit: round, after: place });
    const found = await runsAt(
      tenantId,
      rows.map(({ sk }) => sk),
    );
    for (const { sk, run } of found) {
      if (status && run.status !== status) continue;
      runs.push(run);
      if (runs.length === limit) return { runs, next: sk };
    }
    if (rows.length < round) return { runs, next: undefined };
    place = rows.at(-1)?.sk;
  }
  return { runs, next: place };
};

const runsAt = async (tenantId: string, places: readonly string[]): Promise<{ sk: string; run: ListedRun }[]> => {
  const partitions = places.map((sk) => aggregatePartition(tenantId, "RUN", sk.slice(sk.indexOf("#") + 1)));
  const items = await batchGet(
    "RECORDS_TABLE",
    partitions.flatMap((pk) => [HEAD, "RUN"].map((sk) => ({ pk, sk }))),
  );
  const at = new Map(items.map((item) => [`${item.pk} ${item.sk}`, item]));
  return places.flatMap((sk, index) => {
    const head = at.get(`${partitions[index]} ${HEAD}`);
    const part = at.get(`${partitions[index]} RUN`);
    if (!head || !part) return [];
    const run = Run.parse(JSON.parse(part.json as string));
    const handoff = head.handoff ? HandoffMark.parse(head.handoff) : undefined;
    const parts = head.part_revs as Record<string, number>;
    return [{ sk, run: { ...run, readiness_locked: "SNAPSHOT" in parts, handoff_id: handoff?.id ?? null } }];
  });
};
