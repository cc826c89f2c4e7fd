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

/** How many handoffs and how many holders of a chain are shown: with the longest names, an answer of 3 MB. */
const MOST_SHOWN = 1_000;

/**
 * A chain as its readers see it: its newest handoffs in the order of their submission with the one that was asked about, and
 * who held the work last.
 * @param handoffs all of the chain, in that order
 */
export const chainSeen = (
  handoffs: readonly WorkflowHead[],
  asked: string,
): { whole: boolean; links: Link[]; holders: Holding[] } => {
  const holdings = holdingsOf(handoffs);
  const returning = new Set(holdings.flatMap(({ by, returned }) => (returned ? by : [])));
  const links = handoffs
    .filter(({ id }, at) => at >= handoffs.length - MOST_SHOWN || id === asked)
    .map((handoff) => linkOf(handoff, returning.has(handoff.id)));
  return { whole: links.length === handoffs.length, links, holders: holdings.slice(-MOST_SHOWN) };
};

/**
 * Who held the work of a chain when: its first sender, then whoever accepted a handoff, or its sender again to whom the receiver
 * returned it, in the order of these answers; of one moment, in that of the handoffs. What nobody answered leaves the work where
 * it is.
 */
const holdingsOf = (handoffs: readonly WorkflowHead[]): Holding[] => {
  const [first] = handoffs;
  if (!first) return [];
  const answered = handoffs.flatMap(holderAfter).sort((a, b) => Number(a.from > b.from) - Number(a.from < b.from));
  const holders = [{ holder: first.sender, from: first.submitted_at, by: first.id }, ...answered];
  const earlier = new Set<string>();
  return holders.map((each, at) => {
    const returned = earlier.has(each.holder);
    earlier.add(each.holder);
    return { ...each, until: holders[at + 1]?.from ?? null, returned };
  });
};

/** What was accepted stays so; what was sent back may be superseded later, and was sent back all the same. */
const holderAfter = ({ id, status, sender, received_by, received_at }: WorkflowHead) =>
  received_by === null || received_at === null
    ? []
    : [{ holder: status === "accepted" ? received_by : sender, from: received_at, by: id }];

const linkOf = (handoff: WorkflowHead, returns_control: boolean): Link => {
  const { digest: _d, warnings: _w, chain: _c, line: _l, approval: _a, ...link } = handoff;
  return { ...link, returns_control };
};
