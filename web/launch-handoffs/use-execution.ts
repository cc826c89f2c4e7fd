import type { LaunchRequest } from "../../shared/launch-handoffs/launch-request.ts";
import type { useCommand } from "../api/hooks.ts";
import type { ApiProblem } from "../api/problem.ts";
import type { executeHandoff } from "./routes.ts";
import type { WizardState } from "./use-wizard.ts";
import { requestOf, type Step } from "./wizard-form.ts";

export type Execute = ReturnType<typeof useCommand<NonNullable<typeof executeHandoff.lambda>>>;

/**
 * Executes what the summary says. What is refused leads back to the step that the API names; where it is not known what became
 * of it, the same request can be sent again and is carried out once (AC-8, AC-12).
 */
export const useExecution =
  ({ wizard, form, show }: WizardState, execute: Execute) =>
  (): void => {
    show(7);
    const body = requestOf(wizard, form) as LaunchRequest;
    execute.mutate(
      { params: { projectId: String(wizard.project.id) }, body },
      {
        onError: (problem) => {
          show(stepAfterRefusal(problem));
        },
      },
    );
  };

const stepAfterRefusal = ({ isPassing, members: { return_to_step } }: ApiProblem): Step => {
  if (typeof return_to_step === "number") return return_to_step as Step;
  return isPassing ? 7 : 6;
};
