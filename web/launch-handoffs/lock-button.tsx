import type { Formulation } from "../../shared/launch-handoffs/formulation.ts";
import { useCommand } from "../api/hooks.ts";
import { pathOf } from "../api/route.ts";
import { ConfirmButton } from "../shell/confirm-button.tsx";
import { getHandoff, listFormulations, lockFormulation } from "./routes.ts";

type LockButtonProps = {
  projectId: string | number;
  formulation: Pick<Formulation, "id" | "formulation_number">;
};

/** Locks an approved formulation (AC-2). */
export const LockButton = ({ projectId, formulation: { id, formulation_number } }: LockButtonProps) => (
  <ConfirmButton
    label="Lock Formulation"
    title={`Lock formulation ${formulation_number}`}
    copy="A locked formulation does not change any more. What comes later is a new formulation made from it."
    confirm="Lock Formulation"
    variant="default"
    size="xs"
    command={useCommand(lockFormulation, (asked) => [pathOf(getHandoff, asked), pathOf(listFormulations, asked)])}
    asked={{ params: { projectId: String(projectId), formulationId: String(id) }, body: {} }}
    data-testid="button-lock-formulation"
  />
);
