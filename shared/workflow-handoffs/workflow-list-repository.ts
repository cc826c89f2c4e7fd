import { listAggregates } from "../ledger/listing.ts";
import { isFor, isSameRecipient } from "./receiver.ts";
import { type HandoffSummary, summaryOf } from "./view.ts";
import { WorkflowHead } from "./workflow-handoff.ts";

/** Whose handoffs are asked for: those that somebody may receive, or those that they sent. */
export type Mine = { by: Parameters<typeof isFor>[1]; are: "received" | "sent" };

type Page = {
  state: string | undefined;
  recipient: string | undefined;
  awaiting: "approval" | undefined;
  mine?: Mine | undefined;
  after: string | undefined;
  limit: number;
};

/** One page of a tenant's workflow handoffs, newest first. `next` is where the page ended, if more may follow. */
export const list = async (
  tenantId: string,
  { state, recipient, awaiting, mine, ...page }: Page,
  now: Date,
): Promise<{ handoffs: HandoffSummary[]; next: string | undefined }> => {
  const { entries, next } = await listAggregates(tenantId, "WORKFLOW", {
    ...page,
    newestFirst: true,
    parts: [],
    pick: ({ head }) => {
      const summary = summaryOf({ rev: 0, ...WorkflowHead.parse(head) }, now);
      if (state !== undefined && summary.state !== state) return undefined;
      if (recipient !== undefined && !isTo(summary, recipient)) return undefined;
      if (mine && !isOf(summary, mine)) return undefined;
      return awaiting !== undefined && summary.awaiting !== awaiting ? undefined : summary;
    },
  });
  return { handoffs: entries, next };
};

const isTo = (summary: HandoffSummary, recipient: string): boolean =>
  summary.recipient !== null && isSameRecipient(summary.recipient, recipient);

const isOf = (summary: HandoffSummary, { by, are }: Mine): boolean =>
  are === "sent" ? summary.sender === by.id : isFor(summary, by);
