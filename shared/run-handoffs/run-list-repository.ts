import { listAggregates } from "../ledger/listing.ts";
import { Run, type RunStatus } from "./run.ts";
import { HandoffMark } from "./run-handoff.ts";

export type ListedRun = Run & { readiness_locked: boolean; handoff_id: string | null };

type Page = { status: RunStatus | undefined; after: string | undefined; limit: number };

/** One page of a tenant's runs, oldest first. `next` is where the page ended, if more may follow. */
export const list = async (
  tenantId: string,
  { status, ...page }: Page,
): Promise<{ runs: ListedRun[]; next: string | undefined }> => {
  const { entries, next } = await listAggregates(tenantId, "RUN", {
    ...page,
    parts: ["RUN"],
    pick: ({ head, parts }) => {
      if (!parts.RUN) return undefined;
      const run = Run.parse(parts.RUN);
      if (status && run.status !== status) return undefined;
      const handoff = head.handoff ? HandoffMark.parse(head.handoff) : undefined;
      const partRevs = head.part_revs as Record<string, number>;
      return { ...run, readiness_locked: "SNAPSHOT" in partRevs, handoff_id: handoff?.id ?? null };
    },
  });
  return { runs: entries, next };
};
