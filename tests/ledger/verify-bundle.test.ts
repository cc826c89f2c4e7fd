import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
import { someone } from "../support/call.ts";
import { aProvenHandoff, bundleOf, faultsIn, keyOf } from "./bundle.ts";
import { aDeletedHandoff, deliverAll } from "./given.ts";

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
