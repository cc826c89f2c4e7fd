import * as z from "zod/mini";
import { Instant } from "../kernel/field.ts";
import { HandoffId, type WorkflowHead, WorkflowHead as Head } from "./workflow-handoff.ts";

/** One handoff of a chain. */
export const Link = z.extend(
  z.pick(Head, {
    id: true,
    state: true,
    status: true,
    sender: true,
    recipient: true,
    submitted_at: true,
    answers: true,
    supersedes: true,
    superseded_by: true,
    received_by: true,
    received_at: true,
  }),
  {
    /** The work is again with somebody who had it before: sent back, or accepted by an earlier holder. */
    returns_control: z.boolean(),
  },
);
export type Link = z.infer<typeof Link>;

/** Who held the work from when until when, and by which handoff it came. */
export const Holding = z.object({
  holder: z.string(),
  from: Instant,
  until: z.nullable(Instant),
  by: HandoffId,
  returned: z.boolean(),
});
export type Holding = z.infer<typeof Holding>;

/**
 * Who held the work of a chain when: its first sender, then whoever accepted a handoff, or its sender again to whom the receiver
 * returned it, in the order of these answers. What nobody answered leaves the work where it is.
 */
export const holdingsOf = (handoffs: readonly WorkflowHead[]): Holding[] => {
  const [first] = handoffs;
  if (!first) return [];
  const answered = handoffs.flatMap(holderAfter).sort((a, b) => (a.from < b.from ? -1 : 1));
  const holders = [{ holder: first.sender, from: first.submitted_at, by: first.id }, ...answered];
  return holders.map((each, at) => ({
    ...each,
    until: holders[at + 1]?.from ?? null,
    returned: holders.slice(0, at).some(({ holder }) => holder === each.holder),
  }));
};

/** What was accepted stays so; what was sent back may be superseded later, and was sent back all the same. */
const holderAfter = ({ id, status, sender, received_by, received_at }: WorkflowHead) =>
  received_by === null || received_at === null
    ? []
    : [{ holder: status === "accepted" ? received_by : sender, from: received_at, by: id }];

/** The handoffs of a chain as its links, in the order of their submission. */
export const linksOf = (handoffs: readonly WorkflowHead[], holdings: readonly Holding[]): Link[] =>
  handoffs.map((handoff) => {
    const returns_control = holdings.some(({ by, returned }) => returned && by === handoff.id);
    const { digest: _d, warnings: _w, chain: _c, line: _l, approval: _a, ...link } = handoff;
    return { ...link, returns_control };
  });
