import type { ProjectStatus } from "../../shared/launch-handoffs/project.ts";
import type { HandoffStatus } from "../../shared/launch-handoffs/wizard.ts";
import { State, type Tone } from "../shell/state.tsx";

const statuses: Record<ProjectStatus, readonly [Tone, string]> = {
  idea: ["quiet", "Idea"],
  feasibility: ["quiet", "Feasibility"],
  business_case: ["quiet", "Business case"],
  development: ["current", "Development"],
  testing: ["current", "Testing"],
  launched: ["good", "Launched"],
  cancelled: ["over", "Cancelled"],
};

export const statusName = (status: ProjectStatus): string => statuses[status][1];

export const ProjectState = ({ status }: { status: ProjectStatus }) => {
  const [tone, name] = statuses[status];
  return <State tone={tone}>{name}</State>;
};

const handoffs: Record<HandoffStatus["handoff_status"], readonly [Tone, string]> = {
  not_available: ["over", "Not available"],
  blocked: ["bad", "Blocked"],
  ready: ["current", "Ready"],
  launched: ["good", "Launched"],
};

/** How far the handoff of a project is. */
export const HandoffState = ({ status }: { status: HandoffStatus["handoff_status"] }) => {
  const [tone, name] = handoffs[status];
  return (
    <State tone={tone} testId="badge-handoff-status">
      {name}
    </State>
  );
};

/** A status of what production has: a draft waits, what is active or planned counts. */
export const RecordState = ({ status }: { status: string }) => (
  <State tone={status === "draft" ? "quiet" : status === "active" || status === "planned" ? "current" : "over"}>
    {`${status.charAt(0).toUpperCase()}${status.slice(1).replaceAll("_", " ")}`}
  </State>
);
