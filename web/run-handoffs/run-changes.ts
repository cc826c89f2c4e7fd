import { useCommand } from "../api/hooks.ts";
import { demoteRun, evaluateEligibility, lockReadiness, promoteRun, unlockReadiness } from "./routes.ts";

const LIST = "/api/n3/runs";

/** What shows anything of a run, by the paths that it is read from. */
export const pathsOfRun = (runId: string): string[] => [
  LIST,
  ...["", "/monitor", "/readiness"].map((part) => `${LIST}/${runId}${part}`),
];

const ofRun = ({ params }: { params: { runId: string } }) => pathsOfRun(params.runId);

export const usePromoteRun = () => useCommand(promoteRun, ofRun);
export const useDemoteRun = () => useCommand(demoteRun, ofRun);
export const useLockReadiness = () => useCommand(lockReadiness, ofRun);
export const useUnlockReadiness = () => useCommand(unlockReadiness, ofRun);
export const useEvaluateEligibility = () => useCommand(evaluateEligibility, ofRun);
