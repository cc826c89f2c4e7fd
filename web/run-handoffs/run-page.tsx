import { Stack, Text } from "@mantine/core";
import { useParams } from "wouter";
import { useRead } from "../api/hooks.ts";
import type { Answer } from "../api/route.ts";
import { Columns } from "../shell/columns.tsx";
import { Facts } from "../shell/facts.tsx";
import { Heading } from "../shell/heading.tsx";
import { HistoryLink } from "../shell/history-link.tsx";
import { Moment } from "../shell/moment.tsx";
import { RecordPage } from "../shell/record-page.tsx";
import { EligibilitySection } from "./eligibility-section.tsx";
import { ExecutionHandoffCard } from "./execution-handoff-card.tsx";
import { PlanButtons } from "./plan-buttons.tsx";
import { ReadinessSection } from "./readiness-section.tsx";
import { monitorRun } from "./routes.ts";
import { RunState } from "./run-state.tsx";
import { Window } from "./window.tsx";

const above = { title: "Runs", href: "/runs" };

export default function RunPage() {
  const { runId } = useParams<{ runId: string }>();
  const reading = useRead(monitorRun, { params: { runId } });
  return (
    <RecordPage of="run" above={above} reading={reading}>
      {(monitor) => <Run monitor={monitor} />}
    </RecordPage>
  );
}

const Run = ({ monitor }: { monitor: Answer<NonNullable<typeof monitorRun.lambda>> }) => {
  const { run } = monitor;
  return (
    <>
      <Heading title={run.name} above={above}>
        <PlanButtons run={run} />
      </Heading>
      {run.description && <Text maw={720}>{run.description}</Text>}
      <Facts
        of={[
          ["Status", <RunState key="status" status={run.status} />],
          ["Window", <Window key="window" {...run} />],
          ["Changed", <Moment key="changed" at={run.updated_at} />],
          demotion(run.metadata),
        ]}
      />
      <Columns left="1fr" right="1fr">
        <ReadinessSection runId={run.id} lock={monitor.readiness_lock} />
        <Stack gap="lg">
          <EligibilitySection
            runId={run.id}
            snapshot={monitor.readiness_lock.snapshot}
            evaluation={monitor.execution_eligibility}
          />
          <ExecutionHandoffCard monitor={monitor} />
        </Stack>
      </Columns>
      <HistoryLink subject={`run:${run.id}`} of="run" />
    </>
  );
};

/** Who reverted the run last, and why. */
const demotion = ({ demoted_at, demoted_by, demotion_note }: Record<string, unknown>) => {
  if (typeof demoted_at !== "string" || typeof demoted_by !== "string") return undefined;
  const note = typeof demotion_note === "string" ? `: ${demotion_note}` : "";
  return [
    "Last demoted",
    <>
      <Moment at={demoted_at} /> by {demoted_by}
      {note}
    </>,
  ] as const;
};
