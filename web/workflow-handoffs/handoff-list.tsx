import { Anchor, Table, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { Link } from "wouter";
import { useList } from "../api/hooks.ts";
import type { Answer, Asked } from "../api/route.ts";
import { Moment } from "../shell/moment.tsx";
import { PagedList } from "../shell/paged-list.tsx";
import { ApprovalState, HandoffState, stateName } from "./handoff-state.tsx";
import { listHandoffs } from "./routes.ts";

type Listing = NonNullable<typeof listHandoffs.lambda>;
type Handoff = Answer<Listing>["handoffs"][number];

/** The handoffs that fit, the newest first; `none` stands where there are none. */
export const HandoffList = ({ query, none }: { query: NonNullable<Asked<Listing>["query"]>; none: ReactNode }) => {
  const list = useList(listHandoffs, {
    query: { ...query, limit: "25" },
  });
  return (
    <PagedList list={list} itemsOf={(page) => page.handoffs} none={none} more="Show older">
      {(handoffs) => <HandoffTable handoffs={handoffs} />}
    </PagedList>
  );
};

const HandoffTable = ({ handoffs }: { handoffs: readonly Handoff[] }) => (
  <Table verticalSpacing="sm" highlightOnHover>
    <Table.Thead>
      <Table.Tr>
        <Table.Th>Handoff</Table.Th>
        <Table.Th>Status</Table.Th>
        <Table.Th visibleFrom="sm">From</Table.Th>
        <Table.Th visibleFrom="sm">To</Table.Th>
        <Table.Th visibleFrom="sm">Submitted</Table.Th>
      </Table.Tr>
    </Table.Thead>
    <Table.Tbody>
      {handoffs.map((handoff) => (
        <Row key={handoff.id} handoff={handoff} />
      ))}
    </Table.Tbody>
  </Table>
);

const Row = ({ handoff }: { handoff: Handoff }) => {
  const { id, state, status, sender, recipient, received_by, submitted_at, approval } = handoff;
  return (
    <Table.Tr data-testid={`row-workflow-${id}`}>
      <Table.Td>
        <Anchor component={Link} href={`/workflow/${id}`} fw={600} size="sm">
          {stateName(state)}
        </Anchor>
        <Text size="xs" c="dimmed" hiddenFrom="sm" component="div">
          {sender} → {received_by ?? recipient ?? "anybody"}
        </Text>
        <Text size="xs" c="dimmed" hiddenFrom="sm" component="div">
          <Moment at={submitted_at} />
        </Text>
      </Table.Td>
      <Table.Td>
        <HandoffState status={status} />
        {approval && (
          <div>
            <ApprovalState status={approval.status} />
          </div>
        )}
      </Table.Td>
      <Table.Td visibleFrom="sm">{sender}</Table.Td>
      <Table.Td visibleFrom="sm">{received_by ?? recipient ?? "anybody"}</Table.Td>
      <Table.Td visibleFrom="sm">
        <Moment at={submitted_at} />
      </Table.Td>
    </Table.Tr>
  );
};
