import type { Approval, HandoffStatus } from "../../shared/workflow-handoffs/workflow-handoff.ts";
import { State, type Tone } from "../shell/state.tsx";

const statuses: Record<HandoffStatus, readonly [Tone, string]> = {
  submitted: ["current", "Waiting"],
  accepted: ["good", "Accepted"],
  needs_input: ["bad", "Needs input"],
  declined: ["bad", "Declined"],
  withdrawn: ["over", "Withdrawn"],
  superseded: ["over", "Replaced"],
};

export const statusTone = (status: HandoffStatus): Tone => statuses[status][0];

export const HandoffState = ({ status, testId }: { status: HandoffStatus; testId?: string }) => {
  const [tone, name] = statuses[status];
  return (
    <State tone={tone} {...(testId && { testId })}>
      {name}
    </State>
  );
};

const approvals: Record<Approval["status"], readonly [Tone, string]> = {
  requested: ["current", "Approval requested"],
  approved: ["good", "Approved"],
  declined: ["bad", "Approval declined"],
  used: ["good", "Approval used"],
  expired: ["over", "Approval ran out"],
  stale: ["over", "Approval of an earlier block"],
};

export const ApprovalState = ({ status }: { status: Approval["status"] }) => {
  const [tone, name] = approvals[status];
  return (
    <State tone={tone} testId="text-approval-status">
      {name}
    </State>
  );
};

/** A lifecycle state as a reader says it: `ready_for_qa` is "Ready for QA". */
export const stateName = (state: string): string => {
  const words = state.replaceAll("_", " ").replaceAll(/\bqa\b/g, "QA");
  return words.charAt(0).toUpperCase() + words.slice(1);
};
