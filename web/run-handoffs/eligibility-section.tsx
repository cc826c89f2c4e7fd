import { Button, Stack, Table, Text } from "@mantine/core";
import type { Evaluation } from "../../shared/run-handoffs/eligibility.ts";
import type { Snapshot } from "../../shared/run-handoffs/snapshot.ts";
import { Section } from "../shell/heading.tsx";
import { Moment } from "../shell/moment.tsx";
import { Refused } from "../shell/refused.tsx";
import { type Difference, differencesIn } from "./differences.ts";
import { useEvaluateEligibility } from "./run-changes.ts";
import { Eligibility } from "./run-state.tsx";

type EligibilitySectionProps = { runId: string; snapshot: Snapshot | null; evaluation: Evaluation | null };

/** Whether an evaluation is of the lock that is active: of an older one it says nothing about this. */
export const isCurrent = (evaluation: Evaluation | null, snapshot: Snapshot | null): evaluation is Evaluation =>
  evaluation !== null && snapshot !== null && evaluation.snapshot.locked_at === snapshot.locked_at;

/** What changed since readiness was locked, and whether that is better or worse. */
export const EligibilitySection = ({ runId, snapshot, evaluation }: EligibilitySectionProps) => {
  const evaluate = useEvaluateEligibility();
  return (
    <Section
      title="Execution eligibility"
      note={evaluation && <Evaluated {...evaluation} />}
      actions={
        <Button
          variant="default"
          disabled={!snapshot}
          loading={evaluate.isPending}
          onClick={() => {
            evaluate.mutate({ params: { runId }, body: {} });
          }}
          data-testid="button-evaluate"
        >
          {evaluation ? "Evaluate again" : "Evaluate"}
        </Button>
      }
    >
      <Stack gap="md">
        {evaluate.error && <Refused problem={evaluate.error} />}
        <Found snapshot={snapshot} evaluation={evaluation} />
      </Stack>
    </Section>
  );
};

const Evaluated = ({ evaluated_at, snapshot }: Evaluation) => (
  <>
    Evaluated <Moment at={evaluated_at} /> against the lock of <Moment at={snapshot.locked_at} />
  </>
);

const Found = ({ snapshot, evaluation }: Omit<EligibilitySectionProps, "runId">) => {
  if (!snapshot) return <Text size="sm">Lock readiness first: there is nothing to compare with.</Text>;
  if (!evaluation) return <Text size="sm">Not evaluated yet. Evaluate to see what changed since the lock.</Text>;
  if (!isCurrent(evaluation, snapshot))
    return <Text size="sm">Readiness was locked again after this evaluation. Evaluate again.</Text>;
  const differences = differencesIn(evaluation.deltas, snapshot.payload);
  return (
    <>
      <Eligibility overall={evaluation.eligibility.overall} testId="badge-eligibility" />
      {differences.length === 0 ? (
        <Text size="sm">Nothing differs from what was locked.</Text>
      ) : (
        <DifferenceTable differences={differences} />
      )}
    </>
  );
};

const DifferenceTable = ({ differences }: { differences: readonly Difference[] }) => (
  <Table verticalSpacing={6} data-testid="table-differences">
    <Table.Thead>
      <Table.Tr>
        <Table.Th>Fact</Table.Th>
        <Table.Th ta="right" visibleFrom="xs">
          Locked
        </Table.Th>
        <Table.Th ta="right" visibleFrom="xs">
          Evaluated
        </Table.Th>
        <Table.Th ta="right">Difference</Table.Th>
      </Table.Tr>
    </Table.Thead>
    <Table.Tbody>
      {differences.map(({ what, from, to, change }) => (
        <Table.Tr key={what}>
          <Table.Td>{what}</Table.Td>
          <Table.Td ta="right" visibleFrom="xs">
            {from ?? "–"}
          </Table.Td>
          <Table.Td ta="right" visibleFrom="xs">
            {to ?? "–"}
          </Table.Td>
          <Table.Td ta="right" fw={600}>
            {change}
          </Table.Td>
        </Table.Tr>
      ))}
    </Table.Tbody>
  </Table>
);
