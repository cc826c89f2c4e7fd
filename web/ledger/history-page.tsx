import { Anchor, Stack, Table, Text } from "@mantine/core";
import { Link, useSearchParams } from "wouter";
import type { Entry } from "../../shared/ledger/log/leaf.ts";
import { useList } from "../api/hooks.ts";
import { Empty } from "../shell/empty.tsx";
import { Moment } from "../shell/moment.tsx";
import { PagedList } from "../shell/paged-list.tsx";
import { AuditHeading } from "./audit-heading.tsx";
import { type Filter, FilterForm, filterIn } from "./filter-form.tsx";
import { eventName, subjectName } from "./names.ts";
import { listAuditEntries } from "./routes.ts";

export default function HistoryPage() {
  const [search, setSearch] = useSearchParams();
  const filter = filterIn(search);
  return (
    <Stack gap="md">
      <AuditHeading title="Audit" />
      <FilterForm
        key={search.toString()}
        filter={filter}
        onChange={(wanted) => {
          setSearch(wanted);
        }}
      />
      <Entries filter={filter} />
    </Stack>
  );
}

const Entries = ({ filter }: { filter: Filter }) => {
  const list = useList(listAuditEntries, {
    query: { ...filter, limit: "50" },
  });
  return (
    <PagedList
      list={list}
      itemsOf={(page) => page.entries}
      none={<Empty title="Nothing happened that fits">Widen the window of time, or leave a field empty.</Empty>}
      more="Show older"
      lines={12}
    >
      {(entries) => <EntryTable entries={entries} />}
    </PagedList>
  );
};

const EntryTable = ({ entries }: { entries: readonly Entry[] }) => (
  <Table verticalSpacing={8} highlightOnHover>
    <Table.Thead>
      <Table.Tr>
        <Table.Th>What happened</Table.Th>
        <Table.Th visibleFrom="sm">Subject</Table.Th>
        <Table.Th>By</Table.Th>
        <Table.Th visibleFrom="sm">When</Table.Th>
        <Table.Th visibleFrom="sm" ta="right">
          Entry
        </Table.Th>
      </Table.Tr>
    </Table.Thead>
    <Table.Tbody>
      {entries.map((entry) => (
        <EntryRow key={entry.index} entry={entry} />
      ))}
    </Table.Tbody>
  </Table>
);

const EntryRow = ({ entry: { index, event, subject, actor_id, occurred_at } }: { entry: Entry }) => (
  <Table.Tr>
    <Table.Td>
      <Anchor component={Link} href={`/audit/entries/${index}`} size="sm">
        {eventName(event)}
      </Anchor>
      <Text size="xs" c="dimmed" hiddenFrom="sm" component="div">
        {subjectName(subject)}
      </Text>
      <Text size="xs" c="dimmed" hiddenFrom="sm" component="div">
        <Moment at={occurred_at} />
      </Text>
    </Table.Td>
    <Table.Td visibleFrom="sm">
      <Narrow field="subject" value={subject} shown={subjectName(subject)} />
    </Table.Td>
    <Table.Td>
      <Narrow field="actor" value={actor_id} shown={actor_id} />
    </Table.Td>
    <Table.Td visibleFrom="sm">
      <Moment at={occurred_at} seconds />
    </Table.Td>
    <Table.Td visibleFrom="sm" ta="right">
      {index}
    </Table.Td>
  </Table.Tr>
);

/** Leads to what else there is of the same. */
const Narrow = ({ field, value, shown }: { field: keyof Filter; value: string; shown: string }) => (
  <Anchor
    component={Link}
    href={`/audit?${new URLSearchParams({ [field]: value }).toString()}`}
    size="sm"
    c="inherit"
    title={value}
  >
    {shown}
  </Anchor>
);
