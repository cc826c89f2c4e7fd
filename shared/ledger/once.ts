import { type Answer, replayed } from "../kernel/answer.ts";
import type { Once } from "../kernel/once.ts";
import { Problem } from "../kernel/problem.ts";
import { type Key, onceKey } from "./keys.ts";
import { type Item, query } from "./table.ts";
import { insert, type Write } from "./transaction.ts";

export const ONCE_STEP = "once";

/** Not more bytes than an item holds, whatever the characters: four of each is the most. It divides no character. */
const PIECE = /[^]{1,100000}/gu;

/** Keeps an answer for good, in the transaction that earns it; refuses if the request was answered already. */
export const rememberAnswer = (tenantId: string, once: Once, answer: Answer): Write[] => {
  const [json, ...more] = JSON.stringify(answer).match(PIECE) ?? [];
  const key = (piece?: number) => onceKey(tenantId, once.key, piece);
  return [
    insert(ONCE_STEP, "RECORDS_TABLE", { ...key(), request: once.request, json, more: more.length || undefined }),
    ...more.map((text, at) => insert(`${ONCE_STEP} ${at + 1}`, "RECORDS_TABLE", { ...key(at + 1), json: text })),
  ];
};

/** Keeps where the answer's document is sealed, for good: what never changes needs no copy. */
export const rememberPlace = (tenantId: string, once: Once, { pk, sk }: Key): Write =>
  insert(ONCE_STEP, "RECORDS_TABLE", { ...onceKey(tenantId, once.key), request: once.request, place: { pk, sk } });

/** The answer that was kept for this request, if any. @throws Problem IDEMPOTENCY_KEY_REUSED, BUSY */
export const recallAnswer = async (tenantId: string, once: Once): Promise<Answer | undefined> => {
  const [first, ...more] = await recallRows(tenantId, once);
  if (first?.json === undefined) return undefined;
  // A query does not see a transaction all at once.
  if (more.length !== (first.more ?? 0)) throw answeredBefore();
  return JSON.parse([first, ...more].map(({ json }) => json as string).join("")) as Answer;
};

/** Where the document of this request's answer is sealed, if it is. @throws Problem IDEMPOTENCY_KEY_REUSED */
export const recallPlace = async (tenantId: string, once: Once): Promise<Key | undefined> =>
  (await recallRows(tenantId, once))[0]?.place as Key | undefined;

const recallRows = async (tenantId: string, once: Once): Promise<Item[]> => {
  const rows = await query("RECORDS_TABLE", onceKey(tenantId, once.key).pk);
  const [first] = rows;
  if (first?.sk !== onceKey(tenantId, once.key).sk) return [];
  assertSameRequest(once, first.request);
  return rows;
};

/**
 * Runs an operation that keeps its answer in its own transaction. The first arrival costs nothing more: only when the
 * operation refuses is the answer looked for, because a repeated request meets the state that it made itself.
 */
export const answerOnce = async (
  once: Once | undefined,
  run: () => Promise<Answer>,
  recall: (once: Once) => Promise<Answer | undefined>,
): Promise<Answer> => {
  try {
    return await run();
  } catch (error) {
    if (!once || !(error instanceof Problem)) throw error;
    const earlier = await recall(once);
    if (earlier) return replayed(earlier);
    throw error;
  }
};

/** The key's row is there, so the operation is not done again; `answerOnce` turns this into the earlier answer. */
export const answeredBefore = () =>
  new Problem("BUSY", "This request is being answered already. Send it again with the same Idempotency-Key.");

/** @throws Problem IDEMPOTENCY_KEY_REUSED when the key came with another body */
export const assertSameRequest = (once: Once, request: unknown): void => {
  if (once.request === request) return;
  const detail = "This Idempotency-Key was used for another request. Make a new key for a new request.";
  throw new Problem("IDEMPOTENCY_KEY_REUSED", detail);
};
