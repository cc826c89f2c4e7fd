import { Button, Stack } from "@mantine/core";
import { Link } from "wouter";
import { useList } from "../api/hooks.ts";
import { Empty } from "../shell/empty.tsx";
import { ListTable, RowTitle } from "../shell/list-table.tsx";
import { Moment } from "../shell/moment.tsx";
import { PagedList } from "../shell/paged-list.tsx";
import { useMay } from "../shell/who.ts";
import { BuildersHeading } from "./builders-heading.tsx";
import { listWaves } from "./routes.ts";
import { WaveState } from "./wave-state.tsx";

export default function WaveListPage() {
  const { may } = useMay();
  return (
    <Stack gap="md">
      <BuildersHeading title="Waves">
        {may("PUT /api/builder-waves/{waveId}") && (
          <Button component={Link} href="/builders/waves/new">
            Plan a wave
          </Button>
        )}
      </BuildersHeading>
      <Waves />
    </Stack>
  );
}

const Waves = () => {
  const list = useList(listWaves, { query: { limit: "25" } });
  return (
    <PagedList
      list={list}
      itemsOf={(page) => page.waves}
      none={
        <Empty title="No wave is planned">
          A builder or a reviewer plans one: handoffs that have to be VALIDATED together.
        </Empty>
      }
      lines={6}
    >
      {(waves) => (
        <ListTable
          of="wave"
          items={waves}
          idOf={({ wave_id }) => wave_id}
          columns={{
            Wave: ({ wave_id, title, final }) => (
              <RowTitle href={`/builders/waves/${wave_id}`} name={title ?? wave_id}>
                {wave_id}
                {final && ", the last one"}
              </RowTitle>
            ),
            State: ({ state }) => <WaveState state={state} />,
          }}
          more={{
            Handoffs: ({ handoffs }) => handoffs.join(", "),
            Planned: ({ created_at }) => <Moment at={created_at} />,
          }}
        />
      )}
    </PagedList>
  );
};
