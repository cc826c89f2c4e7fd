import { listAggregates } from "../ledger/listing.ts";
import { type HandoffSummary, summaryOf } from "./view.ts";
import { WorkflowHead } from "./workflow-handoff.ts";

type Page = {
  state: string | undefined;
  recipient: string | undefined;
  awaiting: "approval" | undefined;
  after: string | undefined;
  limit: number;
};

/** One page of a tenant's workflow handoffs, newest first. `next` is where the page ended, if more may follow. */
export const list = async (
  tenantId: string,
  { state, recipient, awaiting, ...page }: Page,
  now: Date,
): Promise<{ handoffs: HandoffSummary[]; next: string | undefined }> => {
  const { entries, next } = await listAggregates(tenantId, "WORKFLOW", {
    ...page,
    newestFirst: true,
    parts: [],
    pick: ({ head }) => {
      const summary = summaryOf({ rev: 0, ...WorkflowHead.parse(head) }, now);
      if (state !== undefined && summary.state !== state) return undefined;
      if (recipient !== undefined && summary.recipient !== recipient) return undefined;
      return awaiting !== undefined && summary.awaiting !== awaiting ? undefined : summary;
    },
  });
  return { handoffs: entries, next };
};
