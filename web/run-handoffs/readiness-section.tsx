import { Table, Text } from "@mantine/core";
import type { Readiness } from "../../shared/run-handoffs/readiness.ts";
import type { Snapshot, SnapshotPayload } from "../../shared/run-handoffs/snapshot.ts";
import { useRead } from "../api/hooks.ts";
import { ConfirmButton } from "../shell/confirm-button.tsx";
import { Section } from "../shell/heading.tsx";
import { Loading } from "../shell/loading.tsx";
import { Moment } from "../shell/moment.tsx";
import { NotedConfirmButton } from "../shell/noted-confirm-button.tsx";
import { Refused } from "../shell/refused.tsx";
import { type Fact, factsOf } from "./readiness-facts.ts";
import { getReadiness } from "./routes.ts";
import { useLockReadiness, useUnlockReadiness } from "./run-changes.ts";

type ReadinessSectionProps = { runId: string; lock: { locked: boolean; snapshot: Snapshot | null } };

/** What is attached to a run and how far it is coordinated: as it is now, and as it was locked. Counts only. */
export const ReadinessSection = ({ runId, lock: { snapshot } }: ReadinessSectionProps) => {
  const { data: live, error, refetch } = useRead(getReadiness, { params: { runId } });
  return (
    <Section
      title="Readiness"
      note={snapshot ? <LockedBy {...snapshot} /> : "Not locked: the facts may still change."}
      actions={snapshot ? <Unlock runId={runId} /> : <Lock runId={runId} />}
    >
      {error && !live && <Refused problem={error} retry={refetch} />}
      {!error && !live && <Loading lines={6} />}
      {live && <FactTable live={live} locked={snapshot?.payload} />}
    </Section>
  );
};

const LockedBy = ({ locked_at, locked_by, note }: Snapshot) => (
  <span data-testid="text-locked">
    Locked <Moment at={locked_at} /> by {locked_by}
    {note && `: ${note}`}
  </span>
);

const FactTable = ({ live, locked }: { live: Readiness; locked: SnapshotPayload | undefined }) => (
  <Table verticalSpacing={6}>
    <Table.Thead>
      <Table.Tr>
        <Table.Th>Fact</Table.Th>
        {locked && <Table.Th ta="right">Locked</Table.Th>}
        <Table.Th ta="right">Now</Table.Th>
      </Table.Tr>
    </Table.Thead>
    <Table.Tbody>
      {factsOf(live, locked).map((fact) => (
        <FactRow key={fact.what} {...fact} isLocked={locked !== undefined} />
      ))}
    </Table.Tbody>
  </Table>
);

const FactRow = ({ what, isPart, then, now, isLocked }: Fact & { isLocked: boolean }) => (
  <Table.Tr>
    <Table.Td pl={isPart ? 28 : "xs"}>
      <Text span size="sm" {...(isPart && { c: "dimmed" })}>
        {what}
      </Text>
    </Table.Td>
    {isLocked && <Table.Td ta="right">{then ?? "–"}</Table.Td>}
    <Table.Td ta="right" fw={isLocked && then !== now ? 600 : undefined}>
      {now ?? "–"}
    </Table.Td>
  </Table.Tr>
);

const Lock = ({ runId }: { runId: string }) => (
  <NotedConfirmButton
    label="Lock readiness"
    title="Lock readiness"
    copy="The facts are frozen as counts, as they are now. The run itself stays as it is."
    confirm="Lock"
    variant="default"
    command={useLockReadiness()}
    asked={(note) => ({ params: { runId }, body: { note } })}
    data-testid="button-lock-readiness"
  />
);

const Unlock = ({ runId }: { runId: string }) => (
  <ConfirmButton
    label="Unlock"
    title="Unlock readiness"
    copy="The lock ends. What was recorded from it stays. To record a handoff, readiness has to be locked and evaluated anew."
    confirm="Unlock"
    variant="default"
    command={useUnlockReadiness()}
    asked={{ params: { runId }, body: {} }}
    data-testid="button-unlock-readiness"
  />
);
