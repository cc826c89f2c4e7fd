// POST /api/workflow-handoffs
import { endpoint } from "../../shared/http/endpoint.ts";
import { created } from "../../shared/kernel/answer.ts";
import { newId } from "../../shared/kernel/id.ts";
import { HandoffDocument, submittableBlock } from "../../shared/workflow-handoffs/document.ts";
import { submitHandoff } from "../../shared/workflow-handoffs/submission.ts";
import { Submitted, submitted } from "../../shared/workflow-handoffs/view.ts";
import * as workflows from "../../shared/workflow-handoffs/workflow-repository.ts";

export const contract = {
  summary: "Submit a handoff block: it is sealed, and waits for its receiver",
  description:
    "A block that breaks a rule is refused with the findings. Warnings are kept with it. `recipient` is `sub:` and a sub, `role:` and a role, or `human`; without such a word a role's name means the role, and any other the sub.",
  roles: ["owner", "admin", "tenant_admin", "orchestrator", "agent", "builder", "reviewer"],
  body: HandoffDocument,
  maxBytes: 256_000,
  answers: { 201: Submitted },
} as const;

export const handler = endpoint(contract, async ({ body, ...call }) => {
  const { actor: by, now } = call;
  const block = submittableBlock(body);
  const answered = body.answers ? await workflows.readAnswered(by.tenantId, body.answers) : undefined;
  const step = { id: newId(now), approvalId: newId(now), by, now };
  return workflows.submit(
    call,
    step,
    body.supersedes,
    (superseded) => submitHandoff(body, block, step, { answered, superseded }),
    ({ record }) => created(submitted(record, block, now)),
  );
});
