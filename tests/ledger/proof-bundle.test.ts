import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
import { verifyBundle } from "../../shared/ledger/proof/verify.ts";
import { call, colleague, someone, type Who } from "../support/call.ts";
import { aRunHandedOff, aRunReadyForHandoff } from "../run-handoffs/given.ts";
import { recordsOfTenant } from "../support/streams.ts";
import { aDeletedHandoff, deliverAll, wake } from "./given.ts";

const bundleOf = (who: Who, digest: string) => call(who, "GET /api/ledger/{digest}/bundle", { params: { digest } });
const keyOf = async (who: Who) => (await call(who, "GET /api/audit/key")).body as string;
const faultsIn = (bundle: unknown, key: string) => verifyBundle(bundle, key).filter(({ fault }) => fault !== undefined);

const aProvenHandoff = async () => {
  const who = someone("owner");
  const it = await aRunHandedOff(who);
  await deliverAll(who.tenantId);
  const handoff = (await it.getHandoff()).body;
  return { who, it, handoff, bundle: (await bundleOf(who, handoff.digest)).body, key: await keyOf(who) };
};

describe("GET /api/ledger/{digest}", () => {
  test("finds what was sealed, and the entry that says so", async () => {
    const { who, handoff, it } = await aProvenHandoff();
    const { body } = await call(who, "GET /api/ledger/{digest}", { params: { digest: handoff.digest } });
    expect(body).toMatchObject({
      digest: handoff.digest,
      status: "sealed",
      subject: `run:${it.runId}`,
      sealed: { event: "n3_run_execution_handoff_created", handoff_id: handoff.id, index: 4 },
      deleted: null,
    });
  });

  test("another tenant's seal cannot be told from none", async () => {
    const { handoff } = await aProvenHandoff();
    const stranger = someone("owner");
    expect((await call(stranger, "GET /api/ledger/{digest}", { params: { digest: handoff.digest } })).status).toBe(404);
    expect((await bundleOf(stranger, handoff.digest)).status).toBe(404);
  });

  test("is for auditors, owners and admins", async () => {
    const { who, handoff } = await aProvenHandoff();
    expect((await bundleOf(colleague(who, "auditor"), handoff.digest)).status).toBe(200);
    expect((await bundleOf(colleague(who, "member", "tenant_admin"), handoff.digest)).status).toBe(403);
  });
});

describe("GET /api/ledger/{digest}/bundle", () => {
  test("proves the handoff with nothing but itself and the key", async () => {
    const { bundle, key, handoff } = await aProvenHandoff();
    expect(faultsIn(bundle, key)).toEqual([]);
    expect(verifyBundle(bundle, key)).toHaveLength(6);
    expect(JSON.parse(bundle.canonical)).toEqual(handoff.payload);
    expect(bundle.record).toMatchObject({ id: handoff.id, created_by: handoff.created_by, note: null });
  });

  test("goes on proving it as the log grows", async () => {
    const { who, handoff, bundle, key } = await aProvenHandoff();
    await aRunHandedOff(who);
    await deliverAll(who.tenantId);
    const later = (await bundleOf(who, handoff.digest)).body;
    expect(later.inclusion.size).toBeGreaterThan(bundle.inclusion.size);
    expect([faultsIn(later, key), faultsIn(bundle, key)]).toEqual([[], []]);
  });

  test("of a deleted handoff proves the deletion: the body is gone, and the log verifies", async () => {
    const who = someone("owner");
    const { digest } = await aDeletedHandoff(who);
    await deliverAll(who.tenantId);
    const { body } = await call(who, "GET /api/ledger/{digest}", { params: { digest } });
    expect(body).toMatchObject({
      status: "deleted",
      deleted: { event: "n3_run_execution_handoff_deleted", actor_id: who.sub },
    });
    const bundle = (await bundleOf(who, digest)).body;
    expect(bundle).toMatchObject({ record: null, canonical: null });
    expect(faultsIn(bundle, await keyOf(who))).toEqual([]);
    expect(JSON.stringify(bundle)).not.toContain("gone for good");
  });

  test("a later handoff of the same run does not bring the deleted one back", async () => {
    const who = someone("owner");
    const { it, digest } = await aDeletedHandoff(who);
    await it.record();
    await deliverAll(who.tenantId);
    expect((await call(who, "GET /api/ledger/{digest}", { params: { digest } })).body.status).toBe("deleted");
    const second = (await it.getHandoff()).body;
    expect((await call(who, "GET /api/ledger/{digest}", { params: { digest: second.digest } })).body.status).toBe(
      "sealed",
    );
  });
});

describe("a deletion that is on its way to the log", () => {
  const find = (who: Who, digest: string) => call(who, "GET /api/ledger/{digest}", { params: { digest } });

  test("is no tampering: it is deleted, and its proof is to be asked for later", async () => {
    const who = someone("owner");
    const it = await aRunReadyForHandoff(who);
    await it.promote();
    await it.record();
    const { digest } = (await it.getHandoff()).body;
    await it.demote();
    await deliverAll(who.tenantId);
    await it.deleteHandoff();
    expect(await find(who, digest)).toMatchObject({ status: 200, body: { status: "deleted", deleted: null } });
    expect(await bundleOf(who, digest)).toMatchObject({ status: 503, body: { error_code: "LOG_BEHIND" } });
    // The head tells of something else by now, and the log of neither.
    await it.putReadiness({ body: {} });
    expect(await find(who, digest)).toMatchObject({ status: 503, headers: { "retry-after": "1" } });
    await deliverAll(who.tenantId);
    expect((await find(who, digest)).body).toMatchObject({ status: "deleted", deleted: { actor_id: who.sub } });
    expect((await bundleOf(who, digest)).status).toBe(200);
  });

  test("is not refused for good by the watch: its record waits for the log", async () => {
    const who = someone("owner");
    await aDeletedHandoff(who);
    const { it } = await aDeletedHandoff(who);
    await it.putReadiness({ body: {} });
    const removals = await recordsOfTenant(who.tenantId, "LEDGER_TABLE");
    const early = await wake(removals);
    expect(early.batchItemFailures).toHaveLength(1);
    expect(JSON.stringify(early.metrics)).not.toContain('"AuditRecordsRefused":');
    await deliverAll(who.tenantId);
    expect(await wake(removals)).toMatchObject({ batchItemFailures: [], lines: [] });
  });
});

describe("a bundle of a deletion that was touched", () => {
  test("may bring neither a text nor a record", async () => {
    const who = someone("owner");
    const { digest } = await aDeletedHandoff(who);
    await deliverAll(who.tenantId);
    const bundle = (await bundleOf(who, digest)).body;
    const key = await keyOf(who);
    for (const forged of [{ canonical: '{"forged":true}' }, { record: { id: "forged" } }, { tombstone: null }])
      expect(faultsIn({ ...bundle, ...forged }, key).map(({ check }) => check)).toEqual(["the bundle is complete"]);
    const swapped = { ...bundle, tombstone: { leaf: bundle.leaf, inclusion: bundle.inclusion } };
    expect(faultsIn(swapped, key).map(({ check }) => check)).toEqual(["the deletion is of this handoff"]);
  });
});

describe("a bundle that was touched", () => {
  test("fails at the step that looks there", async () => {
    const { bundle, key } = await aProvenHandoff();
    const other = await aProvenHandoff();
    const bent: [what: string, bundle: unknown, key: string][] = [
      [
        "the checkpoint is signed by the key",
        { ...bundle, checkpoint: bundle.checkpoint.replace("\n5\n", "\n6\n") },
        key,
      ],
      ["the checkpoint is signed by the key", bundle, other.key],
      [
        "the leaf is in the log of that checkpoint",
        { ...bundle, leaf: bundle.leaf.replace("created", "deleted") },
        key,
      ],
      ["the leaf is in the log of that checkpoint", { ...bundle, inclusion: { ...bundle.inclusion, index: 3 } }, key],
      [
        "the text is what the leaf says was sealed",
        { ...bundle, canonical: bundle.canonical.replace("draft", "scheduled") },
        key,
      ],
      ["the text is canonical JSON", { ...bundle, canonical: ` ${bundle.canonical}` }, key],
      [
        "the record is what the leaf says was sealed",
        { ...bundle, record: { ...bundle.record, note: "another" } },
        key,
      ],
      ["the bundle is complete", { ...bundle, record: null, canonical: null }, key],
      ["the bundle is complete", { ...bundle, record: null, canonical: '{"forged":true}' }, key],
      ["the bundle is complete", { ...bundle, tombstone: { leaf: bundle.leaf, inclusion: bundle.inclusion } }, key],
      ["the bundle is complete", { ...bundle, further: true }, key],
      ["the bundle is complete", { ...bundle, inclusion: { ...bundle.inclusion, index: -1 } }, key],
      ["the bundle is complete", { ...bundle, inclusion: { ...bundle.inclusion, hashes: ["AAAA"] } }, key],
      [
        "the record is what the leaf says was sealed",
        { ...bundle, record: { ...bundle.record, payload: "forged" } },
        key,
      ],
      ["the record is what the leaf says was sealed", { ...bundle, record: { ...bundle.record, once: {} } }, key],
      [
        "the leaf is in the log of that checkpoint",
        { ...bundle, inclusion: { ...bundle.inclusion, leaf_hash: bundle.inclusion.root_hash } },
        key,
      ],
      [
        "the leaf is in the log of that checkpoint",
        { ...bundle, inclusion: { ...bundle.inclusion, root_hash: bundle.inclusion.leaf_hash } },
        key,
      ],
      ["the bundle is complete", { ...bundle, leaf: undefined }, key],
    ];
    for (const [what, touched, withKey] of bent)
      expect(faultsIn(touched, withKey).map(({ check }) => check)).toContain(what);
  });

  test("fails whichever character of its texts is changed", async () => {
    const { bundle, key } = await aProvenHandoff();
    fc.assert(
      fc.property(fc.constantFrom("leaf", "canonical", "checkpoint"), fc.nat(), (field, where) => {
        const text = bundle[field] as string;
        const at = where % text.length;
        const changed = text.slice(0, at) + (text[at] === "7" ? "8" : "7") + text.slice(at + 1);
        // The last character of base64 has bits that decode to nothing.
        fc.pre(field !== "checkpoint" || !/[=\n]/.test(text.slice(at + 1, at + 2)));
        expect(faultsIn({ ...bundle, [field]: changed }, key)).not.toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

describe("baton verify FILE --key KEY", () => {
  const run = (...args: string[]) =>
    new Promise<{ code: number; out: string; said: string }>((resolve) => {
      execFile("node", ["cli/baton.ts", "verify", ...args], (error, out, said) => {
        resolve({ code: typeof error?.code === "number" ? error.code : 0, out, said });
      });
    });

  test("says of every step whether it holds, and answers 0 or 1", async () => {
    const { bundle, key } = await aProvenHandoff();
    const folder = mkdtempSync(join(tmpdir(), "baton-verify-"));
    onTestFinished(() => {
      rmSync(folder, { recursive: true });
    });
    const [good, bad, keyFile] = ["good.json", "bad.json", "key"].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    writeFileSync(good, JSON.stringify(bundle));
    writeFileSync(bad, JSON.stringify({ ...bundle, canonical: bundle.canonical.replace("draft", "scheduled") }));
    writeFileSync(keyFile, key);
    const [whole, touched, absent, noKey, wrong] = await Promise.all([
      run(good, "--key", keyFile),
      run(bad, "--key", key.trim()),
      run(join(folder, "absent.json"), "--key", key.trim()),
      run(good, "--key", folder),
      run(good),
    ]);
    expect(whole).toMatchObject({ code: 0, out: expect.not.stringContaining("FAIL") });
    expect(touched).toMatchObject({
      code: 1,
      out: expect.stringContaining("FAIL  the text is what the leaf says was sealed"),
    });
    expect(absent).toMatchObject({ code: 1, said: expect.stringMatching(/^Cannot read .*absent\.json: no such file/) });
    expect(noKey).toMatchObject({ code: 1, said: expect.stringContaining(`Cannot read ${folder}: `) });
    expect(wrong.code).toBe(2);
  });
});
