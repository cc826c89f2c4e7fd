import { beforeAll, describe, expect, test } from "vitest";
import { chunkKey, nodeKey, segmentKey } from "../../shared/ledger/keys.ts";
import { signedCheckpoint } from "../../shared/ledger/proof/checkpoint-repository.ts";
import { openNote, parseVerifierKey } from "../../shared/ledger/proof/note.ts";
import { call, someone } from "../support/call.ts";
import { aRunHandedOff } from "../run-handoffs/given.ts";
import { anArchive } from "./archive.ts";
import { deliverAll, fillLog } from "./given.ts";
import { raw } from "./tampering.ts";

let archive: Awaited<ReturnType<typeof anArchive>>;
beforeAll(async () => {
  archive = await anArchive();
});

describe("WOKEN BY a schedule, every hour", () => {
  test("puts a signed checkpoint of every tenant's log out of reach, once for each size, and reconciles", async () => {
    const [one, two] = [someone("owner"), someone("owner")];
    for (const who of [one, two]) {
      await aRunHandedOff(who);
      await deliverAll(who.tenantId);
    }
    const { lines } = await archive.run();
    await archive.run();
    const wanted = [one, two].map(({ tenantId }) => `checkpoints/${tenantId}/999999999994-000000000005`).sort();
    expect(await archive.keys()).toEqual(wanted);
    expect(lines).toContainEqual(expect.objectContaining({ CheckpointsArchived: 2 }));
    expect(lines).toContainEqual(expect.objectContaining({ ReconcileFindings: 0 }));
    const note = await archive.read(wanted[0] ?? "");
    const owner = wanted[0]?.includes(one.tenantId) ? one : two;
    const key = parseVerifierKey((await call(owner, "GET /api/audit/key")).body as string);
    expect(openNote(note, key)).toContain(`/api/audit/${owner.tenantId}\n5\n`);
  });

  test("takes no other note of a size for the one that is archived, though somebody archived it in between", async () => {
    const who = someone("owner");
    await aRunHandedOff(who);
    await deliverAll(who.tenantId);
    await archive.run();
    const before = await archive.keys();
    // Its client takes the endpoint that the archive of this file has set.
    const { archiveCheckpoint } = await import("../../shared/ledger/proof/archive-repository.ts");
    const { checkpoint, note } = await signedCheckpoint(who.tenantId);
    await expect(archiveCheckpoint(who.tenantId, { checkpoint, note })).resolves.toBeUndefined();
    const other = { checkpoint: { ...checkpoint, root: Buffer.alloc(32, 7) }, note };
    const refused = expect.objectContaining({ code: "LOG_INCONSISTENT" });
    await expect(archiveCheckpoint(who.tenantId, other)).rejects.toThrow(refused);
    expect(await archive.keys()).toEqual(before);
  });

  test("goes on to the other tenants after one whose log is garbage, and counts the tampering", async () => {
    const [broken, whole, wiped] = [someone("owner"), someone("owner"), someone("owner")];
    for (const each of [broken, whole, wiped]) {
      await aRunHandedOff(each);
      await deliverAll(each.tenantId);
    }
    await archive.run();
    await raw.set("AUDIT_TABLE", segmentKey(broken.tenantId, 0), "entries", Buffer.from("garbage"));
    for (const table of ["RECORDS_TABLE", "LEDGER_TABLE", "AUDIT_TABLE"] as const)
      await raw.empty(table, wiped.tenantId);
    await aRunHandedOff(whole);
    await deliverAll(whole.tenantId);
    await raw.put("LEDGER_TABLE", { pk: "nobody's", sk: "x" });
    const { of, lines, hasFailed } = await archive.run();
    await raw.delete("LEDGER_TABLE", { pk: "nobody's", sk: "x" });
    expect(hasFailed).toBe(true);
    for (const each of [broken, wiped])
      expect(of(each)).toContainEqual(expect.objectContaining({ message: "archive_failed" }));
    expect(of(wiped)).toContainEqual(
      expect.objectContaining({ position: 0, what: expect.stringContaining("5 entries") }),
    );
    expect(lines).toContainEqual(expect.objectContaining({ tenant_id: "", subject: "nobody's" }));
    expect(lines).toContainEqual(expect.objectContaining({ LedgerTampered: 1 }));
    expect(await archive.keys()).toContain(`checkpoints/${whole.tenantId}/999999999989-000000000010`);
  });

  test("makes again the index and the hashes that a death left out", async () => {
    const who = someone("owner");
    await aRunHandedOff(who);
    await deliverAll(who.tenantId);
    await fillLog(who.tenantId, 1_095, 0, 1);
    const derived = [chunkKey(who.tenantId, 0), nodeKey(who.tenantId, 8, 1)];
    const before = await Promise.all(derived.map((key) => raw.get("AUDIT_TABLE", key)));
    for (const key of derived) await raw.delete("AUDIT_TABLE", key);
    await archive.run();
    expect(await Promise.all(derived.map((key) => raw.get("AUDIT_TABLE", key)))).toEqual(before);
  });
});
