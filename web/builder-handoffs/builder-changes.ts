import { useCommand } from "../api/hooks.ts";
import { answerQuestions, closeWave, putPromptContract, putWave, releaseBuilder, reviewHandoff } from "./routes.ts";

const LIST = "/api/builder-handoffs";
const WAVES = "/api/builder-waves";

const ofHandoff = ({ params: { handoffId } }: { params: { handoffId: string } }) => [
  LIST,
  ...["", "/checklist", "/baseline", "/review", "/answers"].map((part) => `${LIST}/${handoffId}${part}`),
];

export const useAnswerQuestions = () => useCommand(answerQuestions, ofHandoff);
export const useReviewHandoff = () => useCommand(reviewHandoff, ofHandoff);
export const useReleaseBuilder = () => useCommand(releaseBuilder, ofHandoff);
export const usePutPromptContract = () => useCommand(putPromptContract, () => ["/api/builder-prompt-contracts"]);

const ofWave = ({ params: { waveId } }: { params: { waveId: string } }) => [WAVES, `${WAVES}/${waveId}`];

export const usePutWave = () => useCommand(putWave, ofWave);
export const useCloseWave = () => useCommand(closeWave, ofWave);
