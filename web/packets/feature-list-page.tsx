import { Anchor, Button, Group, NativeSelect, Stack, Table, Text } from "@mantine/core";
import { Link, useSearchParams } from "wouter";
import { type Feature, FeatureStatus } from "../../shared/packets/feature.ts";
import { useList } from "../api/hooks.ts";
import { Empty } from "../shell/empty.tsx";
import { Loading } from "../shell/loading.tsx";
import { Moment } from "../shell/moment.tsx";
import { Refused } from "../shell/refused.tsx";
import { FeaturesHeading } from "./features-heading.tsx";
import { FeatureState, statusName } from "./feature-state.tsx";
import { listFeatures } from "./routes.ts";

export default function FeatureListPage() {
  const [search, setSearch] = useSearchParams();
  const status = FeatureStatus.safeParse(search.get("status")).data;
  return (
    <Stack gap="md">
      <FeaturesHeading title="Features">
        <NativeSelect
          aria-label="Status"
          size="sm"
          value={status ?? ""}
          data={[
            { value: "", label: "Every status" },
            ...FeatureStatus.options.map((each) => ({ value: each, label: statusName(each) })),
          ]}
          onChange={({ currentTarget: { value } }) => {
            setSearch(value ? { status: value } : {});
          }}
        />
      </FeaturesHeading>
      <Features status={status} />
    </Stack>
  );
}

const Features = ({ status }: { status: FeatureStatus | undefined }) => {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useList(listFeatures, {
    query: { status, limit: "25" },
  });
  if (error && !data) return <Refused problem={error} retry={refetch} />;
  if (!data) return <Loading lines={8} />;
  const features = data.flatMap((page) => page.features);
  if (features.length === 0 && !hasNextPage)
    return (
      <Empty title={status ? `No feature is in ${statusName(status)}` : "No features yet"}>
        Your board makes them with PUT /api/features/&#123;id&#125;.
      </Empty>
    );
  return (
    <>
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
      {error && <Refused problem={error} retry={fetchNextPage} />}
      {hasNextPage && (
        <Group justify="center">
          <Button variant="default" onClick={() => void fetchNextPage()} loading={isFetchingNextPage}>
            Show more
          </Button>
        </Group>
      )}
    </>
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
