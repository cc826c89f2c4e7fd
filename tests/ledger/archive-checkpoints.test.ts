import { beforeAll, describe, expect, test } from "vitest";
import { openNote, parseVerifierKey } from "../../shared/ledger/proof/note.ts";
import { call, someone } from "../support/call.ts";
import { aRunHandedOff } from "../run-handoffs/given.ts";
import { anArchive } from "./archive.ts";
import { deliverAll } from "./given.ts";

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
});
