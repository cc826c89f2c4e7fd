// PUT /api/builder-prompt-contracts/{version}
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { created, ok } from "../../shared/kernel/answer.ts";
import {
  ContractVersion,
  PromptContract,
  PromptContractInput,
  publishContract,
} from "../../shared/builder-handoffs/prompt-contract.ts";
import * as contracts from "../../shared/builder-handoffs/prompt-contract-repository.ts";

export const contract = {
  summary: "Publish a version of the prompt contract, once",
  description:
    "The template has the variables [HANDOFF_ID], [ONE_LINE_MISSION], [CONTRACT_VERSION], and [QUESTION] once or 13 times.",
  roles: ["owner", "admin", "reviewer"],
  params: z.strictObject({ version: ContractVersion }),
  body: PromptContractInput,
  /** It is one item. */
  maxBytes: 400_000,
  answers: { 200: PromptContract, 201: PromptContract },
} as const;

export const handler = endpoint(contract, ({ params, body, ...call }) => {
  const published = publishContract(params.version, body, { by: call.actor, now: call.now });
  return contracts.publish(call, published, (each) => ({ made: created(each), found: ok(each) }));
});
