import { Anchor, Stack, Text } from "@mantine/core";
import { Link, useParams } from "wouter";
import { useRead } from "../api/hooks.ts";
import { isNotFound } from "../api/problem.ts";
import { Empty } from "../shell/empty.tsx";
import { Facts } from "../shell/facts.tsx";
import { Heading } from "../shell/heading.tsx";
import { Loading } from "../shell/loading.tsx";
import { Moment } from "../shell/moment.tsx";
import { Refused } from "../shell/refused.tsx";
import { useMay } from "../shell/who.ts";
import { EligibilitySection } from "./eligibility-section.tsx";
import { ExecutionHandoffCard } from "./execution-handoff-card.tsx";
import { PlanButtons } from "./plan-buttons.tsx";
import { ReadinessSection } from "./readiness-section.tsx";
import { monitorRun } from "./routes.ts";
import classes from "./run-page.module.css";
import { RunState } from "./run-state.tsx";
import { Window } from "./window.tsx";

const above = { title: "Runs", href: "/runs" };

export default function RunPage() {
  const { runId } = useParams<{ runId: string }>();
  const { data: monitor, error, refetch } = useRead(monitorRun, { params: { runId } });
  const { may } = useMay();
  if (isNotFound(error) && !monitor)
    return (
      <Stack>
        <Heading title="No such run" above={above} />
        <Empty title="There is no such run in your tenant">Check the address, or find it in the list.</Empty>
      </Stack>
    );
  if (!monitor)
    return (
      <Stack>
        <Heading title="Run" above={above} />
        {error ? <Refused problem={error} retry={refetch} /> : <Loading lines={10} />}
      </Stack>
    );
  const { run } = monitor;
  return (
    <Stack gap="lg">
      <Heading title={run.name} above={above}>
        <PlanButtons run={run} />
      </Heading>
      {error && <Refused problem={error} retry={refetch} />}
      {run.description && <Text maw={720}>{run.description}</Text>}
      <Facts
        of={[
          ["Status", <RunState key="status" status={run.status} />],
          ["Window", <Window key="window" {...run} />],
          ["Changed", <Moment key="changed" at={run.updated_at} />],
          demotion(run.metadata),
        ]}
      />
      <div className={classes.columns}>
        <ReadinessSection runId={run.id} lock={monitor.readiness_lock} />
        <Stack gap="lg">
          <EligibilitySection
            runId={run.id}
            snapshot={monitor.readiness_lock.snapshot}
            evaluation={monitor.execution_eligibility}
          />
          <ExecutionHandoffCard monitor={monitor} />
        </Stack>
      </div>
      {may("GET /api/audit") && (
        <Anchor component={Link} href={`/audit?subject=run:${run.id}`} size="sm">
          History of this run
        </Anchor>
      )}
    </Stack>
  );
}

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
