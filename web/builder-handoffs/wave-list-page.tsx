import { Anchor, Button, Stack, Table, Text } from "@mantine/core";
import { Link } from "wouter";
import { useList } from "../api/hooks.ts";
import { Empty } from "../shell/empty.tsx";
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
        <Table verticalSpacing="sm" highlightOnHover>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Wave</Table.Th>
              <Table.Th>State</Table.Th>
              <Table.Th visibleFrom="sm">Handoffs</Table.Th>
              <Table.Th visibleFrom="sm">Planned</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {waves.map(({ wave_id, title, state, final, handoffs, created_at }) => (
              <Table.Tr key={wave_id}>
                <Table.Td>
                  <Anchor component={Link} href={`/builders/waves/${wave_id}`} fw={600} size="sm">
                    {title ?? wave_id}
                  </Anchor>
                  <Text size="sm" c="dimmed">
                    {wave_id}
                    {final && ", the last one"}
                  </Text>
                </Table.Td>
                <Table.Td>
                  <WaveState state={state} />
                </Table.Td>
                <Table.Td visibleFrom="sm">{handoffs.join(", ")}</Table.Td>
                <Table.Td visibleFrom="sm">
                  <Moment at={created_at} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </PagedList>
  );
};
