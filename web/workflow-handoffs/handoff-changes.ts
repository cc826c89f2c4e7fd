import { useCommand } from "../api/hooks.ts";
import { applyApproval, decideApproval, receiveHandoff, submitHandoff, withdrawHandoff } from "./routes.ts";

const LIST = "/api/workflow-handoffs";

const ofHandoff = ({ params: { handoffId } }: { params: { handoffId: string } }) => [
  LIST,
  `${LIST}/${handoffId}`,
  `${LIST}/${handoffId}/chain`,
];

export const useReceiveHandoff = () => useCommand(receiveHandoff, ofHandoff);
export const useWithdrawHandoff = () => useCommand(withdrawHandoff, ofHandoff);
export const useDecideApproval = () => useCommand(decideApproval, ofHandoff);
export const useApplyApproval = () => useCommand(applyApproval, ofHandoff);
export const useSubmitHandoff = () =>
  useCommand(submitHandoff, ({ body: { answers, supersedes } }) => [
    LIST,
    ...[answers, supersedes].flatMap((id) => (id ? ofHandoff({ params: { handoffId: id } }) : [])),
  ]);
