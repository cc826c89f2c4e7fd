import { Anchor, Stack, Table, Text } from "@mantine/core";
import { Link } from "wouter";
import type { Notification } from "../../shared/launch-handoffs/notification.ts";
import { useList } from "../api/hooks.ts";
import { Empty } from "../shell/empty.tsx";
import { Moment } from "../shell/moment.tsx";
import { PagedList } from "../shell/paged-list.tsx";
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
  const list = useList(listNotifications, { query: { limit: "25" } });
  return (
    <PagedList
      list={list}
      itemsOf={(page) => page.notifications}
      none={<Empty title="Nothing yet">A project that is handed over to production is told of here.</Empty>}
      lines={6}
    >
      {(notifications) => (
        <Table verticalSpacing="sm" highlightOnHover>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Notification</Table.Th>
              <Table.Th ta="right" visibleFrom="sm">
                When
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {notifications.map((each) => (
              <Row key={each.id} {...each} />
            ))}
          </Table.Tbody>
        </Table>
      )}
    </PagedList>
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
      <Text size="xs" c="dimmed" hiddenFrom="sm" component="div">
        <Moment at={created_at} />
      </Text>
    </Table.Td>
    <Table.Td ta="right" visibleFrom="sm" style={{ verticalAlign: "top" }}>
      <Moment at={created_at} />
    </Table.Td>
  </Table.Tr>
);
