import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startBuckets } from "./fixture/buckets.ts";

describe("in the data folder", () => {
  let folder: string;
  let s3: Awaited<ReturnType<typeof startBuckets>>;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "s3-"));
    s3 = await startBuckets(folder);
  });
  afterEach(async () => {
    await s3.stop();
    rmSync(folder, { recursive: true });
  });
  const restart = async () => {
    await s3.stop();
    s3 = await startBuckets(folder);
  };
  const at = (...path: string[]) => join(folder, "buckets", ...path);

  test("a version is a file at its key, a later one has its number behind it", async () => {
    await s3.put("tenant/2026/checkpoint", "first");
    await s3.put("tenant/2026/checkpoint", "second");
    expect(readFileSync(at("vault/tenant/2026/checkpoint"), "utf8")).toBe("first");
    expect(readFileSync(at("vault/tenant/2026/checkpoint~2"), "utf8")).toBe("second");
  });

  test("objects, versions and locks outlive a restart", async () => {
    await s3.put("a/b", "first");
    await s3.put("a/b", "second");
    await restart();
    expect(await s3.put("a/b", "third")).toMatchObject({ VersionId: "3" });
    expect(await s3.get("a/b", "vault", "1")).toBe("first");
    await expect(s3.remove("a/b", "vault", "1")).rejects.toMatchObject({ name: "AccessDenied" });
  });

  test("a version can be removed once its time is over", async () => {
    await s3.put("old", "1");
    const before = Date.now() / 1_000 - 31 * 86_400;
    utimesSync(at("vault/old"), before, before);
    await restart();
    await s3.remove("old", "vault", "1");
    expect(await s3.list()).toEqual([]);
  });

  test("no key leads out of its bucket", async () => {
    for (const key of ["../desk/x", "../..", "/etc/x", "a/../../../x", "."]) await s3.put(key, "x");
    expect(readdirSync(folder).filter((name) => !name.startsWith("lock."))).toEqual(["buckets"]);
    expect(readdirSync(at())).toEqual(["vault"]);
    expect(await s3.list("desk")).toEqual([]);
  });

  test("what a put that was interrupted left behind is no object, nor what lies there besides", async () => {
    await s3.put("a", "1");
    for (const file of ["b~new", "not its own name", "%zz", "c~02", "c~1"]) writeFileSync(at("vault", file), "half");
    await restart();
    expect(await s3.list()).toEqual(["a"]);
  });

  test("an object cannot be a folder of others too: that is refused rather than mixed up", async () => {
    await s3.put("a/b");
    await expect(s3.put("a")).rejects.toMatchObject({ name: "NotImplemented" });
    await expect(s3.put("a/b/c")).rejects.toMatchObject({ name: "NotImplemented" });
  });
});
