import { describe, expect, test } from "vitest";
import { newId } from "../../shared/kernel/id.ts";
import { aggregateWrites, readAggregate } from "../../shared/ledger/aggregate.ts";
import type { Key } from "../../shared/ledger/keys.ts";
import { verifyBundle } from "../../shared/ledger/proof/verify.ts";
import { recordDigestOf, seal } from "../../shared/ledger/seal.ts";
import { insert, transact } from "../../shared/ledger/transaction.ts";
import { call, someone, type Who } from "../support/call.ts";
import { deliverAll } from "./given.ts";
import { findingsIn, raw, reconcile } from "./tampering.ts";

/** An aggregate of some other context, which seals document after document under keys of its own. */
const partition = (who: Who) => `TENANT#${who.tenantId}#FEATURE#f-1`;
const key = (who: Who, sk: string): Key => ({ pk: partition(who), sk });

const sealOne = async (who: Who, sk: string, document: object): Promise<string> => {
  const before = await readAggregate(partition(who));
  const { text, digest } = seal(document);
  const item = { ...key(who, sk), id: sk, created_by: who.sub, digest, payload: text };
  const id = newId(new Date());
  const occurred_at = new Date().toISOString();
  const said = { handoff_id: sk, digest, record_digest: recordDigestOf(item), sealed: sk };
  const event = { id, name: "packet_created", actor_id: who.sub, occurred_at, ...said };
  const outcome = await transact(id, [
    ...aggregateWrites(partition(who), before, { event, head: {}, parts: { FEATURE: { title: "t" } } }),
    insert("sealed", "LEDGER_TABLE", item),
  ]);
  expect(outcome).toEqual({ committed: true });
  return digest;
};

const SKS = ["PACKET#3#999998", "PACKET#3#999997", "SPEC#000002"];
const find = (who: Who, digest: string) => call(who, "GET /api/ledger/{digest}", { params: { digest } });

/** Three documents; the last says the same as the first, so they have one digest. */
const threeSealed = async () => {
  const who = someone("owner");
  const digests: string[] = [];
  for (const [at, sk] of SKS.entries()) digests.push(await sealOne(who, sk, { summary: at % 2 }));
  await deliverAll(who.tenantId);
  return { who, digests };
};

describe("an aggregate that seals many documents, under keys of any form", () => {
  test("has each of them in the log, looked up and proven", async () => {
    const { who, digests } = await threeSealed();
    const key = (await call(who, "GET /api/audit/key")).body as string;
    const places = [2, 1, 2];
    for (const [at, digest] of digests.entries()) {
      expect((await find(who, digest)).body).toMatchObject({
        status: "sealed",
        subject: "feature:f-1",
        sealed: { index: places[at], sealed: SKS[places[at] ?? 0] },
      });
      const { body } = await call(who, "GET /api/ledger/{digest}/bundle", { params: { digest } });
      expect(verifyBundle(body, key).filter(({ fault }) => fault !== undefined)).toEqual([]);
    }
    expect(await reconcile(who)).toEqual({ missing: [], extra: [], changed: [], pending: 0, checked: 4 });
  });

  test("is reconciled document by document", async () => {
    const { who } = await threeSealed();
    await raw.set("LEDGER_TABLE", key(who, SKS[1] ?? ""), "created_by", "somebody else");
    await raw.delete("LEDGER_TABLE", key(who, SKS[2] ?? ""));
    await raw.put("LEDGER_TABLE", { ...key(who, "PACKET#4#999999"), payload: "{}" });
    const findings = findingsIn(await reconcile(who)).map(({ item, position }) => [item, position]);
    expect(findings).toEqual([
      ["PACKET#4#999999", undefined],
      [SKS[2], 2],
      [SKS[1], 1],
    ]);
  });

  test("is watched document by document, and what is left of two alike is still found", async () => {
    const { who, digests } = await threeSealed();
    await raw.set("LEDGER_TABLE", key(who, SKS[0] ?? ""), "created_by", "somebody else");
    await raw.delete("LEDGER_TABLE", key(who, SKS[1] ?? ""));
    const { lines } = await deliverAll(who.tenantId);
    expect(lines.slice(-2)).toMatchObject([
      { event: "ledger_record_modified", item: SKS[0], subject: "feature:f-1" },
      { event: "ledger_record_removed", item: SKS[1] },
    ]);
    expect((await find(who, digests[0] ?? "")).body).toMatchObject({ status: "sealed", sealed: { sealed: SKS[2] } });
    expect((await find(who, digests[1] ?? "")).body.status).toBe("altered");
  });
});
