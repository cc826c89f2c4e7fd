import { Anchor, Stack, Table, Text } from "@mantine/core";
import { Link } from "wouter";
import { type Feature, FeatureStatus } from "../../shared/packets/feature.ts";
import { useList } from "../api/hooks.ts";
import { Empty } from "../shell/empty.tsx";
import { Moment } from "../shell/moment.tsx";
import { StatusFilter, useFilter } from "../shell/list-filter.tsx";
import { PagedList } from "../shell/paged-list.tsx";
import { FeaturesHeading } from "./features-heading.tsx";
import { FeatureState, statusName } from "./feature-state.tsx";
import { listFeatures } from "./routes.ts";

export default function FeatureListPage() {
  const status = useFilter("status", FeatureStatus.options);
  return (
    <Stack gap="md">
      <FeaturesHeading title="Features">
        <StatusFilter of={FeatureStatus.options} nameOf={statusName} />
      </FeaturesHeading>
      <Features status={status} />
    </Stack>
  );
}

const Features = ({ status }: { status: FeatureStatus | undefined }) => {
  const list = useList(listFeatures, { query: { status, limit: "25" } });
  return (
    <PagedList
      list={list}
      itemsOf={(page) => page.features}
      none={
        <Empty title={status ? `No feature is in ${statusName(status)}` : "No features yet"}>
          Your board makes them with PUT /api/features/&#123;id&#125;.
        </Empty>
      }
    >
      {(features) => (
        <Table verticalSpacing="sm" highlightOnHover>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Feature</Table.Th>
              <Table.Th>Status</Table.Th>
              <Table.Th visibleFrom="sm">Priority</Table.Th>
              <Table.Th visibleFrom="sm">Changed</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {features.map((feature) => (
              <Row key={feature.id} feature={feature} />
            ))}
          </Table.Tbody>
        </Table>
      )}
    </PagedList>
  );
};

const Row = ({ feature: { id, title, labels, status, priority, updated_at } }: { feature: Feature }) => (
  <Table.Tr data-testid={`row-feature-${id}`}>
    <Table.Td>
      <Anchor component={Link} href={`/features/${id}`} fw={600} size="sm">
        {title}
      </Anchor>
      {labels.length > 0 && (
        <Text size="sm" c="dimmed" component="div">
          {labels.join(", ")}
        </Text>
      )}
    </Table.Td>
    <Table.Td>
      <FeatureState status={status} />
    </Table.Td>
    <Table.Td visibleFrom="sm">{priority ?? "–"}</Table.Td>
    <Table.Td visibleFrom="sm">
      <Moment at={updated_at} />
    </Table.Td>
  </Table.Tr>
);
