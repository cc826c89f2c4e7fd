// GET /api/builder-prompt-contracts/{version}
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { ok } from "../../shared/kernel/answer.ts";
import { notFound } from "../../shared/kernel/problem.ts";
import { ContractVersion, PromptContract } from "../../shared/builder-handoffs/prompt-contract.ts";
import * as contracts from "../../shared/builder-handoffs/prompt-contract-repository.ts";

export const contract = {
  summary: "Read a version of the prompt contract with its expected answers",
  roles: ["owner", "admin", "reviewer"],
  params: z.strictObject({ version: ContractVersion }),
  answers: { 200: PromptContract },
} as const;

export const handler = endpoint(contract, async ({ params, actor }) => {
  const found = await contracts.find(actor.tenantId, params.version);
  if (!found) throw notFound();
  return ok(found);
});
