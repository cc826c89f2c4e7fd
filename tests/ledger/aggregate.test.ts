import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { aggregateWrites, readAggregate } from "../../shared/ledger/aggregate.ts";
import { newId } from "../../shared/kernel/id.ts";
import { overwrite, transact } from "../../shared/ledger/transaction.ts";

const event = () => ({ id: newId(new Date()), name: "tested", actor_id: "a", occurred_at: new Date().toISOString() });

describe("an aggregate", () => {
  const write = async (pk: string, parts: Record<string, unknown>) => {
    const before = await readAggregate(pk);
    return transact(newId(new Date()), aggregateWrites(pk, before, { event: event(), head: {}, parts }));
  };

  test("comes back as its parts were written; null drops one, and what is not named stays", async () => {
    const pk = `TENANT#${randomUUID()}#RUN#1`;
    expect(await readAggregate(pk)).toBeUndefined();
    await write(pk, { ONE: { a: 1 }, TWO: [1] });
    await write(pk, { TWO: null, THREE: "3" });
    expect(await readAggregate(pk)).toMatchObject({ rev: 2, parts: { ONE: { a: 1 }, THREE: "3" } });
    expect((await readAggregate(pk))?.parts).not.toHaveProperty("TWO");
  });

  test("a reading that is half old and half new is never handed out", async () => {
    const pk = `TENANT#${randomUUID()}#RUN#1`;
    await write(pk, { ONE: { a: 1 } });
    const torn = { pk, sk: "ONE", rev: 7, json: '{"a":"of a later commit"}' };
    await transact(newId(new Date()), [overwrite("part", "RECORDS_TABLE", torn)]);
    await expect(readAggregate(pk)).rejects.toThrow(expect.objectContaining({ code: "BUSY" }));
  });

  test("a write on a rev that is gone is refused by its head", async () => {
    const pk = `TENANT#${randomUUID()}#RUN#1`;
    await write(pk, { ONE: 1 });
    const before = await readAggregate(pk);
    await write(pk, { ONE: 2 });
    const outcome = await transact(
      newId(new Date()),
      aggregateWrites(pk, before, { event: event(), head: {}, parts: { ONE: 3 } }),
    );
    expect(outcome).toEqual({ committed: false, refused: ["head"] });
    expect((await readAggregate(pk))?.parts.ONE).toBe(2);
  });
});
