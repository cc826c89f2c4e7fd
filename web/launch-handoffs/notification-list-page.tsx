import { Anchor, Button, Group, Stack, Table, Text } from "@mantine/core";
import { Link } from "wouter";
import type { Notification } from "../../shared/launch-handoffs/notification.ts";
import { useList } from "../api/hooks.ts";
import { Empty } from "../shell/empty.tsx";
import { Loading } from "../shell/loading.tsx";
import { Moment } from "../shell/moment.tsx";
import { Refused } from "../shell/refused.tsx";
import { LaunchHeading } from "./launch-heading.tsx";
import { listNotifications } from "./routes.ts";

/** What the Production Manager is told of (AC-9). */
export default function NotificationListPage() {
  return (
    <Stack gap="md">
      <LaunchHeading title="Notifications" />
      <Notifications />
    </Stack>
  );
}

const Notifications = () => {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useList(listNotifications, {
    query: { limit: "25" },
  });
  if (error && !data) return <Refused problem={error} retry={refetch} />;
  if (!data) return <Loading lines={6} />;
  const notifications = data.flatMap((page) => page.notifications);
  if (notifications.length === 0)
    return <Empty title="Nothing yet">A project that is handed over to production is told of here.</Empty>;
  return (
    <>
      <Table verticalSpacing="sm" highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Notification</Table.Th>
            <Table.Th ta="right">When</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {notifications.map((each) => (
            <Row key={each.id} {...each} />
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

const Row = ({ subject, body, link, created_at }: Notification) => (
  <Table.Tr>
    <Table.Td>
      <Anchor component={Link} href={link} fw={600} size="sm">
        {subject}
      </Anchor>
      <Text size="sm" c="dimmed">
        {body}
      </Text>
    </Table.Td>
    <Table.Td ta="right" style={{ verticalAlign: "top" }}>
      <Moment at={created_at} />
    </Table.Td>
  </Table.Tr>
);
