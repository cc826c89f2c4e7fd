import type { Answer } from "../kernel/answer.ts";
import type { Once } from "../kernel/once.ts";
import { onceKey } from "../ledger/keys.ts";
import { assertSameRequest, rememberAnswer } from "../ledger/once.ts";
import type { Commit } from "../ledger/record.ts";
import { query } from "../ledger/table.ts";
import { overwrite, type Write } from "../ledger/transaction.ts";
import { WholeFormulation } from "./formulation.ts";
import { pieces } from "./stored.ts";

/**
 * The steps that keep the answer to a request that may arrive again. A formulation's items are more than one item of a table
 * holds, so they follow in the answer's partition, behind its row, which guards them.
 */
export const keptFormulation = ({ actor: { tenantId }, once }: Commit, answer: () => Answer): Write[] => {
  if (!once) return [];
  const { body, ...answered } = answer();
  const { items, ...said } = WholeFormulation.parse(body);
  const { pk, sk } = onceKey(tenantId, once.key);
  return [
    rememberAnswer(tenantId, once, { ...answered, body: said }),
    ...pieces(items).map((piece, at) =>
      overwrite("once items", "RECORDS_TABLE", {
        ...{ pk, sk: `${sk}#ITEMS-${String(at).padStart(3, "0")}` },
        json: JSON.stringify(piece),
      }),
    ),
  ];
};

/** The answer that was kept for this request, if any. @throws Problem IDEMPOTENCY_KEY_REUSED */
export const recallFormulation = async (tenantId: string, once: Once): Promise<Answer | undefined> => {
  const [row, ...rows] = await query("RECORDS_TABLE", onceKey(tenantId, once.key).pk);
  if (!row) return undefined;
  assertSameRequest(once, row.request);
  const { body, ...answered } = JSON.parse(row.json as string) as Answer & { body: object };
  const items = rows.flatMap(({ json }) => JSON.parse(json as string) as unknown[]);
  return { ...answered, body: { ...body, items } };
};
