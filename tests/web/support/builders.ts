import { resultsOf, specOf } from "../../builder-handoffs/documents.ts";
import { apiOf } from "./api.ts";
import { colleague, someone, type Who } from "./console.ts";

/** A tenant of its own with a builder and a reviewer. */
export const aTeam = () => {
  const builder = someone("builder");
  return { builder, reviewer: colleague(builder, "reviewer") };
};

/** A handoff whose results are in: the standard's templates filled in, unless told otherwise. */
export const givenBuilderHandoff = async (builder: Who, handoffId: string, results = resultsOf(handoffId)) => {
  const api = await apiOf(builder);
  await api(`POST /api/builder-handoffs/${handoffId}/spec`, { document: specOf(handoffId) });
  await api(`POST /api/builder-handoffs/${handoffId}/results`, { document: results });
  return { path: `/builders/${handoffId}` };
};

export const givenContract = async (reviewer: Who, version: string): Promise<string> => {
  const [question, expected_answer] = ["What do you build?", "The token budgeter."];
  const api = await apiOf(reviewer);
  await api(`PUT /api/builder-prompt-contracts/${version}`, {
    template:
      "# [HANDOFF_ID]\n\nContract version: [CONTRACT_VERSION]\n\n[ONE_LINE_MISSION] Answer, then STOP and WAIT.\n\n[QUESTION]",
    verification: Array.from({ length: 10 }, () => ({ question, expected_answer })),
    adversarial: Array.from({ length: 3 }, () => ({ question, expected_answer })),
  });
  return version;
};

/** A handoff of which there is a spec alone, and the prompt contract that its builder is asked by. */
export const givenDraft = async (builder: Who, reviewer: Who, handoffId: string) => {
  await givenContract(reviewer, "1.0.0");
  const api = await apiOf(builder);
  await api(`POST /api/builder-handoffs/${handoffId}/spec`, { document: specOf(handoffId) });
  return {
    path: `/builders/${handoffId}`,
    submit: () => api(`POST /api/builder-handoffs/${handoffId}/results`, { document: resultsOf(handoffId) }),
  };
};

export const validated = async (reviewer: Who, handoffId: string): Promise<void> => {
  const api = await apiOf(reviewer);
  await api(`POST /api/builder-handoffs/${handoffId}/review`, { verdict: "VALIDATED" });
};

export const givenWave = async (reviewer: Who, waveId: string, members: readonly string[]) => {
  const api = await apiOf(reviewer);
  await api(`PUT /api/builder-waves/${waveId}`, { title: "Gate and budget", members });
  return { path: `/builders/waves/${waveId}` };
};
