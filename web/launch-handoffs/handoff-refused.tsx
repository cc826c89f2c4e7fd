import { ApiProblem } from "../api/problem.ts";
import { Refused } from "../shell/refused.tsx";

const NETWORK_ERROR = {
  title: "It is not known yet what became of the handoff",
  detail: "Handoff failed: Network error. Please retry.",
  code: "UNREACHABLE",
  faults: [],
};

/** Why a handoff was not executed, in the document's words (AC-8, AC-12). */
export const HandoffRefused = ({ problem }: { problem: ApiProblem }) => (
  <Refused problem={problem.status === 0 ? new ApiProblem(0, NETWORK_ERROR, undefined) : problem} />
);
