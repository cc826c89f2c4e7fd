import type { BuilderHandoff, HandoffState } from "../../shared/builder-handoffs/builder-handoff.ts";
import { State, type Tone } from "../shell/state.tsx";

const states: Record<HandoffState, readonly [Tone, string]> = {
  drafted: ["quiet", "Drafted"],
  dispatched: ["current", "Dispatched"],
  results_in: ["current", "Results in"],
  VALIDATED: ["good", "VALIDATED"],
  returned: ["bad", "Returned"],
};

export const BuilderState = ({ state, testId }: { state: HandoffState; testId?: string }) => {
  const [tone, name] = states[state];
  return (
    <State tone={tone} {...(testId && { testId })}>
      {name}
    </State>
  );
};

type Verdict = BuilderHandoff["spec"]["verdict"];

/** What the standard's rules came to when a document was submitted. */
export const DocumentVerdict = ({ verdict }: { verdict: Verdict }) => (
  <State tone={verdict === "pass" ? "good" : "bad"}>{verdict === "pass" ? "Passes" : "Has blockers"}</State>
);
