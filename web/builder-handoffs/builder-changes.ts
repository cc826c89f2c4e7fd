import { useCommand } from "../api/hooks.ts";
import { answerQuestions, closeWave, releaseBuilder, reviewHandoff } from "./routes.ts";

const LIST = "/api/builder-handoffs";
const WAVES = "/api/builder-waves";

const ofHandoff = ({ params: { handoffId } }: { params: { handoffId: string } }) => [
  LIST,
  ...["", "/checklist", "/baseline", "/review", "/answers"].map((part) => `${LIST}/${handoffId}${part}`),
];

export const useAnswerQuestions = () => useCommand(answerQuestions, ofHandoff);
export const useReviewHandoff = () => useCommand(reviewHandoff, ofHandoff);
export const useReleaseBuilder = () => useCommand(releaseBuilder, ofHandoff);
export const useCloseWave = () => useCommand(closeWave, ({ params: { waveId } }) => [WAVES, `${WAVES}/${waveId}`]);
