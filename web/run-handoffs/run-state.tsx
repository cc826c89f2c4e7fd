import type { Evaluation } from "../../shared/run-handoffs/eligibility.ts";
import type { RunStatus } from "../../shared/run-handoffs/run.ts";
import { State, type Tone } from "../shell/state.tsx";

const statuses: Record<RunStatus, readonly [Tone, string]> = {
  draft: ["quiet", "Draft"],
  scheduled: ["current", "Scheduled"],
  in_progress: ["current", "In progress"],
  completed: ["over", "Completed"],
  cancelled: ["over", "Cancelled"],
};

export const statusName = (status: RunStatus): string => statuses[status][1];

export const RunState = ({ status }: { status: RunStatus }) => {
  const [tone, name] = statuses[status];
  return <State tone={tone}>{name}</State>;
};

type Overall = Evaluation["eligibility"]["overall"];

const classifications: Record<Overall, readonly [Tone, string]> = {
  unchanged: ["quiet", "Unchanged"],
  improved: ["good", "Improved"],
  degraded: ["bad", "Degraded"],
};

/** How the live facts compare with the locked ones, in the word of the evaluation. */
export const Eligibility = ({ overall, testId }: { overall: Overall; testId?: string }) => {
  const [tone, name] = classifications[overall];
  return (
    <State tone={tone} {...(testId && { testId })}>
      {name}
    </State>
  );
};
