import { NotedConfirmButton } from "../shell/noted-confirm-button.tsx";
import { useWithdrawHandoff } from "./handoff-changes.ts";

/** Its sender takes back what nobody has received. */
export const WithdrawButton = ({ handoffId }: { handoffId: string }) => (
  <NotedConfirmButton
    label="Withdraw"
    title="Withdraw this handoff"
    copy="Nobody can receive it any more. What was sealed stays in the log."
    confirm="Withdraw"
    variant="default"
    command={useWithdrawHandoff()}
    asked={(note) => ({ params: { handoffId }, body: { reason: note ?? undefined } })}
    data-testid="button-withdraw"
  />
);
