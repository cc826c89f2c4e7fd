// POST /api/workflow-handoffs/suggest
import { endpoint } from "../../shared/http/endpoint.ts";
import { ok } from "../../shared/kernel/answer.ts";
import { Check } from "../../shared/workflow-handoffs/check.ts";
import { checkDocument } from "../../shared/workflow-handoffs/document.ts";
import { suggest, SuggestInput } from "../../shared/workflow-handoffs/suggest.ts";
import { assertSuggestable } from "../../shared/workflow-handoffs/suggestable.ts";

export const contract = {
  summary: "Suggest the handoff block that the contract prescribes for a state",
  description: "Nothing is stored. Placeholders in angle brackets are left for the caller to fill.",
  roles: ["owner", "admin", "tenant_admin", "orchestrator", "agent", "builder", "reviewer", "member"],
  body: SuggestInput,
  maxBytes: 64_000,
  answers: { 200: Check },
} as const;

export const handler = endpoint(contract, async ({ body }) => {
  assertSuggestable(body);
  return ok(checkDocument({ fields: suggest(body), context: body.context }));
});
