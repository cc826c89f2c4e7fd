import { useCommand, useReadIfThere } from "../api/hooks.ts";
import { pathOf } from "../api/route.ts";
import { createExecutionHandoff, getExecutionHandoff } from "./routes.ts";
import { pathsOfRun } from "./run-changes.ts";

/** The recorded handoff of a run; null if there is none yet. Any other refusal than a 404 is an error (Prompt 32, E). */
export const useN3ExecutionHandoff = (runId: string) => useReadIfThere(getExecutionHandoff, { params: { runId } });

/** Records the handoff of a run; what is shown of the run and its monitor is read anew (Prompt 32, E). */
export const useCreateN3ExecutionHandoff = () =>
  useCommand(createExecutionHandoff, ({ params }) => [
    ...pathsOfRun(params.runId),
    pathOf(getExecutionHandoff, { params }),
  ]);
