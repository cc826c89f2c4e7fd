import type { Run } from "../../shared/run-handoffs/run.ts";
import { ConfirmButton } from "../shell/confirm-button.tsx";
import { NotedConfirmButton } from "../shell/noted-confirm-button.tsx";
import { useDemoteRun, usePromoteRun } from "./run-changes.ts";

/** A draft can be scheduled, and a scheduled run reverted to draft; every other status is not ours to change. */
export const PlanButtons = ({ run: { id, status } }: { run: Run }) => {
  if (status === "draft") return <Promote runId={id} />;
  return status === "scheduled" ? <Demote runId={id} /> : null;
};

const Promote = ({ runId }: { runId: string }) => (
  <ConfirmButton
    label="Promote"
    title="Promote to scheduled"
    copy="The run becomes scheduled. Its readiness and its handoff stay as they are."
    confirm="Promote"
    variant="default"
    command={usePromoteRun()}
    asked={{ params: { runId }, body: {} }}
    data-testid="button-promote"
  />
);

const Demote = ({ runId }: { runId: string }) => (
  <NotedConfirmButton
    label="Demote"
    title="Revert to draft"
    copy="The run goes back to draft. A recorded handoff stays, and may then be deleted."
    confirm="Demote"
    variant="default"
    command={useDemoteRun()}
    asked={(note) => ({ params: { runId }, body: { note } })}
    data-testid="button-demote"
  />
);
