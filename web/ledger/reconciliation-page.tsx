import { Button, Stack, Table, Text } from "@mantine/core";
import { useRead } from "../api/hooks.ts";
import type { Answer } from "../api/route.ts";
import { Section } from "../shell/heading.tsx";
import { Loading } from "../shell/loading.tsx";
import { Refused } from "../shell/refused.tsx";
import { SubjectLink } from "../shell/subject-link.tsx";
import { AuditHeading } from "./audit-heading.tsx";
import { reconcile } from "./routes.ts";

type Found = Answer<NonNullable<typeof reconcile.lambda>>;
type Finding = Found["missing"][number];

export default function ReconciliationPage() {
  const { data, error, isFetching, refetch } = useRead(reconcile, {}, { enabled: false });
  return (
    <Stack gap="lg">
      <AuditHeading title="Reconciliation">
        <Button onClick={() => void refetch()} loading={isFetching} data-testid="button-reconcile">
          {data ? "Reconcile again" : "Reconcile"}
        </Button>
      </AuditHeading>
      <Text maw={720}>
        Every record of your tenant is held against the log: what is in one and not in the other, and what is not the
        same in both. It reads everything, which takes some seconds.
      </Text>
      {error && !isFetching && <Refused problem={error} retry={refetch} />}
      {isFetching && !data && <Loading lines={4} />}
      {data && <Outcome {...data} />}
    </Stack>
  );
}

const kinds = {
  missing: "In the tables, and not in the log",
  extra: "In the log, and not in the tables",
  changed: "In both, and not the same",
} as const;

const Outcome = ({ checked, pending, ...found }: Found) => {
  const findings = Object.values(found).flat().length;
  return (
    <div role="status" data-testid={findings === 0 ? "reconciled" : "not-reconciled"}>
      <Section
        title={
          findings === 0 ? "The records and the log agree" : `${findings} ${findings === 1 ? "finding" : "findings"}`
        }
        note={`${checked} records checked${pending > 0 ? `, ${pending} changes of the last minute still on their way` : ""}.`}
      >
        <Stack gap="lg">
          {(Object.keys(kinds) as (keyof typeof kinds)[]).map((kind) => (
            <Findings key={kind} title={kinds[kind]} findings={found[kind]} />
          ))}
        </Stack>
      </Section>
    </div>
  );
};

const Findings = ({ title, findings }: { title: string; findings: readonly Finding[] }) => (
  <div>
    <Text size="sm">
      {title}: {findings.length === 0 ? "nothing" : findings.length}
    </Text>
    {findings.length > 0 && (
      <Table verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Subject</Table.Th>
            <Table.Th>What</Table.Th>
            <Table.Th ta="right">Revision</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {findings.map((finding) => (
            <Table.Tr key={JSON.stringify(finding)}>
              <Table.Td>
                <SubjectLink subject={finding.subject} />
              </Table.Td>
              <Table.Td>{finding.what}</Table.Td>
              <Table.Td ta="right">{finding.rev ?? "–"}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    )}
  </div>
);
