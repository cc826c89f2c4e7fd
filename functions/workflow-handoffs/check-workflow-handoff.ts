// POST /api/workflow-handoffs/check
import { endpoint } from "../../shared/http/endpoint.ts";
import { ok } from "../../shared/kernel/answer.ts";
import { checkDocument, Checks, HandoffDocument } from "../../shared/workflow-handoffs/document.ts";

export const contract = {
  summary: "Hold a handoff block against the rules of the workflow handoff contract",
  description: "Nothing is stored. Markdown is read leniently and answered canonically.",
  roles: ["owner", "admin", "tenant_admin", "orchestrator", "agent", "builder", "reviewer", "member"],
  body: HandoffDocument,
  maxBytes: 256_000,
  answers: { 200: Checks },
} as const;

export const handler = endpoint(contract, async ({ body }) => ok(checkDocument(body)));
