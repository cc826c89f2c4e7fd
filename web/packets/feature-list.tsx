import { Anchor, Table, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { Link } from "wouter";
import type { Feature, FeatureStatus } from "../../shared/packets/feature.ts";
import { useList } from "../api/hooks.ts";
import { Moment } from "../shell/moment.tsx";
import { PagedList } from "../shell/paged-list.tsx";
import { FeatureState } from "./feature-state.tsx";
import { listFeatures } from "./routes.ts";

type FeatureListProps = { query: { status?: FeatureStatus | undefined; epic_id?: string }; none: ReactNode };

/** The features that fit, the oldest first; `none` stands where there are none. */
export const FeatureList = ({ query, none }: FeatureListProps) => {
  const list = useList(listFeatures, { query: { ...query, limit: "25" } });
  return (
    <PagedList list={list} itemsOf={(page) => page.features} none={none}>
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
