import { apiOf } from "./api.ts";
import type { Who } from "./console.ts";

const root = "/api/workflow-handoffs";

/** A handoff with the block that the contract prescribes for a state. */
export const givenWorkflowHandoff = async (who: Who, recipient?: string, state = "ready_for_qa") => {
  const api = await apiOf(who);
  const { fields } = await api(`POST ${root}/suggest`, { state, context: { active_chunk: "ai/chunks/active/014.md" } });
  const { id } = await api(`POST ${root}`, { fields, recipient });
  return { id, path: `/workflow/${id}` };
};
