import { useState } from "react";
import { ConfirmButton } from "../shell/confirm-button.tsx";
import { isWithin, noteIn, NoteField } from "../shell/note-field.tsx";
import { useWithdrawHandoff } from "./handoff-changes.ts";

const MOST_REASON = 1_000;

/** Its sender takes back what nobody has received. */
export const WithdrawButton = ({ handoffId }: { handoffId: string }) => {
  const [reason, setReason] = useState("");
  return (
    <ConfirmButton
      label="Withdraw"
      title="Withdraw this handoff"
      copy="Nobody can receive it any more. What was sealed stays in the log."
      confirm="Withdraw"
      variant="default"
      command={useWithdrawHandoff()}
      asked={{ params: { handoffId }, body: { reason: noteIn(reason) ?? undefined } }}
      isReady={isWithin(reason, MOST_REASON)}
      data-testid="button-withdraw"
    >
      <NoteField value={reason} onChange={setReason} limit={MOST_REASON} />
    </ConfirmButton>
  );
};
