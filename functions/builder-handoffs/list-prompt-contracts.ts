// GET /api/builder-prompt-contracts
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { Cursor, Limit, linkToNext } from "../../shared/http/page.ts";
import { ok } from "../../shared/kernel/answer.ts";
import { PromptContract } from "../../shared/builder-handoffs/prompt-contract.ts";
import * as contracts from "../../shared/builder-handoffs/prompt-contract-repository.ts";

const Place = z.pipe(
  Cursor,
  z.string().check(z.regex(/^[0-9TZ:.-]{24}#[0-9.]{1,20}$/, "Expected a cursor of this list")),
);
const Listed = z.pick(PromptContract, { version: true, digest: true, created_at: true, created_by: true });

export const contract = {
  summary: "List the versions of the prompt contract, the one published last first",
  roles: ["owner", "admin", "builder", "reviewer", "member"],
  query: z.strictObject({ limit: Limit, cursor: z.optional(Place) }),
  answers: { 200: z.object({ contracts: z.array(Listed) }) },
} as const;

export const handler = endpoint(contract, async ({ query, actor, path }) => {
  const { entries, next } = await contracts.list(actor.tenantId, { after: query.cursor, limit: query.limit });
  return ok({ contracts: entries.map((each) => z.parse(Listed, each)) }, linkToNext(path, query, next));
});
