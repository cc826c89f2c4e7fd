import { expect, test } from "vitest";
import { recallAnswer, rememberAnswer } from "../../shared/ledger/once.ts";
import { transact } from "../../shared/ledger/transaction.ts";

test("an answer that is read while half of it is written is asked for again", async () => {
  const once = { key: "torn", request: "r" };
  const writes = rememberAnswer("t", once, { status: 200, body: "x".repeat(250_000) });
  expect(writes).toHaveLength(3);
  await transact("1", writes.slice(1));
  expect(await recallAnswer("t", once)).toBeUndefined();
  await transact("2", writes.slice(0, 1));
  expect(await recallAnswer("t", once)).toEqual({ status: 200, body: "x".repeat(250_000) });
  const other = { key: "half", request: "r" };
  await transact("3", rememberAnswer("t", other, { status: 200, body: "x".repeat(250_000) }).slice(0, 2));
  await expect(recallAnswer("t", other)).rejects.toMatchObject({ code: "BUSY" });
});
