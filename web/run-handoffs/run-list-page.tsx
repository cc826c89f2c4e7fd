import { Anchor, Stack, Table, Text } from "@mantine/core";
import { Link } from "wouter";
import { RunStatus } from "../../shared/run-handoffs/run.ts";
import { useList } from "../api/hooks.ts";
import type { Answer } from "../api/route.ts";
import { Empty } from "../shell/empty.tsx";
import { Heading } from "../shell/heading.tsx";
import { StatusFilter, useFilter } from "../shell/list-filter.tsx";
import { PagedList } from "../shell/paged-list.tsx";
import { State } from "../shell/state.tsx";
import { listRuns } from "./routes.ts";
import { RunState, statusName } from "./run-state.tsx";
import { Window } from "./window.tsx";

type ListedRun = Answer<NonNullable<typeof listRuns.lambda>>["runs"][number];

export default function RunListPage() {
  const status = useFilter("status", RunStatus.options);
  return (
    <Stack gap="md">
      <Heading title="Runs">
        <StatusFilter of={RunStatus.options} nameOf={statusName} />
      </Heading>
      <Runs status={status} />
    </Stack>
  );
}

const Runs = ({ status }: { status: RunStatus | undefined }) => {
  const list = useList(listRuns, { query: { status, limit: "25" } });
  return (
    <PagedList
      list={list}
      itemsOf={(page) => page.runs}
      none={
        <Empty title={status ? `No run is ${statusName(status).toLowerCase()}` : "No runs yet"}>
          Your planning system makes them with PUT /api/n3/runs/&#123;id&#125;.
        </Empty>
      }
    >
      {(runs) => (
        <Table verticalSpacing="sm" highlightOnHover>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Run</Table.Th>
              <Table.Th>Status</Table.Th>
              <Table.Th visibleFrom="sm">Readiness</Table.Th>
              <Table.Th visibleFrom="sm">Handoff</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {runs.map((run) => (
              <Row key={run.id} {...run} />
            ))}
          </Table.Tbody>
        </Table>
      )}
    </PagedList>
  );
};

const Row = ({ id, name, status, readiness_locked, handoff_id, ...run }: ListedRun) => (
  <Table.Tr data-testid={`row-run-${id}`}>
    <Table.Td>
      <Anchor component={Link} href={`/runs/${id}`} fw={600} size="sm">
        {name}
      </Anchor>
      <Text size="sm" c="dimmed" component="div">
        <Window {...run} />
      </Text>
    </Table.Td>
    <Table.Td>
      <RunState status={status} />
    </Table.Td>
    <Table.Td visibleFrom="sm">
      <State tone={readiness_locked ? "current" : "over"}>{readiness_locked ? "Locked" : "Open"}</State>
    </Table.Td>
    <Table.Td visibleFrom="sm">
      {handoff_id ? (
        <State tone="good">Recorded</State>
      ) : (
        <Text span size="sm" c="dimmed">
          None
        </Text>
      )}
    </Table.Td>
  </Table.Tr>
);
