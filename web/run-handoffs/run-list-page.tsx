import { Stack, Text } from "@mantine/core";
import { RunStatus } from "../../shared/run-handoffs/run.ts";
import { useList } from "../api/hooks.ts";
import { Empty } from "../shell/empty.tsx";
import { Heading } from "../shell/heading.tsx";
import { StatusFilter, useFilter } from "../shell/list-filter.tsx";
import { ListTable, RowTitle } from "../shell/list-table.tsx";
import { PagedList } from "../shell/paged-list.tsx";
import { State } from "../shell/state.tsx";
import { listRuns } from "./routes.ts";
import { RunState, statusName } from "./run-state.tsx";
import { Window } from "./window.tsx";

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
        <ListTable
          of="run"
          items={runs}
          idOf={({ id }) => id}
          columns={{
            Run: ({ id, name, ...run }) => (
              <RowTitle href={`/runs/${id}`} name={name}>
                <Window {...run} />
              </RowTitle>
            ),
            Status: ({ status }) => <RunState status={status} />,
          }}
          more={{
            Readiness: ({ readiness_locked }) => (
              <State tone={readiness_locked ? "current" : "over"}>{readiness_locked ? "Locked" : "Open"}</State>
            ),
            Handoff: ({ handoff_id }) =>
              handoff_id ? (
                <State tone="good">Recorded</State>
              ) : (
                <Text span size="sm" c="dimmed">
                  None
                </Text>
              ),
          }}
        />
      )}
    </PagedList>
  );
};
