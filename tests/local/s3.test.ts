import {
  CopyObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientSettings } from "../../local/engine/client-settings.ts";
import { startBuckets } from "./fixture/buckets.ts";

let s3: Awaited<ReturnType<typeof startBuckets>>;

describe("an object", () => {
  beforeAll(async () => {
    s3 = await startBuckets(":memory:");
  });
  afterAll(() => s3.stop());

  test("is given back with its bytes, size, tag and lock", async () => {
    const { ETag } = await s3.put("one", "bytes");
    expect(await s3.get("one")).toBe("bytes");
    const head = await s3.client.send(new HeadObjectCommand({ Bucket: "vault", Key: "one" }));
    expect(head).toMatchObject({ ContentLength: 5, ETag, VersionId: "1", ObjectLockMode: "COMPLIANCE" });
    const days = (Number(head.ObjectLockRetainUntilDate) - Date.now()) / 86_400_000;
    expect(days).toBeCloseTo(30, 1);
  });

  test.each(["SHA1", "SHA256", "CRC32"] as const)(
    "comes with a checksum in its header or behind its chunks, %s",
    async (ChecksumAlgorithm) => {
      await s3.put("text", "of one piece", "vault", { ChecksumAlgorithm });
      expect(await s3.get("text")).toBe("of one piece");
      const pieces = Array.from({ length: 40 }, (_, index) => `${String(index)}:${"x".repeat(9_999)}\r\n`);
      const stream = Readable.from(pieces.map((piece) => Buffer.from(piece)));
      await s3.put("stream", stream, "vault", { ChecksumAlgorithm, ContentLength: pieces.join("").length });
      expect(await s3.get("stream")).toBe(pieces.join(""));
    },
  );

  test.each(["..", "../../up", "a//b", "/a", "a/", "./a/..", "~", "a~2", "%2e%2e", "é ü\n<&>", "C:\\x", "con%"])(
    "may have the key %j, which no other has",
    async (key) => {
      await s3.put(key, key, "desk");
      expect(await s3.get(key, "desk")).toBe(key);
      expect(await s3.list("desk")).toContain(key);
      await s3.remove(key, "desk");
      expect(await s3.list("desk")).toEqual([]);
    },
  );

  test("stays as it was when there is a second put of its key: both versions are kept", async () => {
    await s3.put("twice", "first");
    expect(await s3.put("twice", "second")).toMatchObject({ VersionId: "2" });
    expect([await s3.get("twice"), await s3.get("twice", "vault", "1")]).toEqual(["second", "first"]);
  });

  test("is not put if there is one and the put asks for that", async () => {
    await s3.put("once", "first", "vault", { IfNoneMatch: "*" });
    await expect(s3.put("once", "second", "vault", { IfNoneMatch: "*" })).rejects.toThrow(
      expect.objectContaining({ name: "PreconditionFailed" }),
    );
    expect(await s3.get("once")).toBe("first");
  });

  test("cannot be removed while it is locked, in any of its versions", async () => {
    await s3.put("locked", "1");
    await s3.put("locked", "2");
    for (const version of [undefined, "1", "2"])
      await expect(s3.remove("locked", "vault", version)).rejects.toMatchObject({ name: "AccessDenied" });
    expect(await s3.get("locked", "vault", "1")).toBe("1");
  });

  test("is overwritten and removed in a bucket without lock or versions", async () => {
    await s3.put("note", "first", "desk");
    await s3.put("note", "second", "desk");
    expect(await s3.get("note", "desk")).toBe("second");
    await s3.remove("note", "desk");
    await s3.remove("note", "desk");
    await expect(s3.get("note", "desk")).rejects.toMatchObject({ name: "NoSuchKey" });
  });
});

describe("a listing", () => {
  beforeAll(async () => {
    s3 = await startBuckets(":memory:");
  });
  afterAll(() => s3.stop());

  test("has the newest version of each object below a prefix, in the order of the keys, page by page", async () => {
    for (const key of ["b/2", "b/10", "a", "b/1", "b/1", "b/😀", "b/\uffee"]) await s3.put(key, key);
    expect(await s3.list()).toEqual(["a", "b/1", "b/10", "b/2", "b/\uffee", "b/😀"]);
    const first = await s3.client.send(new ListObjectsV2Command({ Bucket: "vault", Prefix: "b/", MaxKeys: 2 }));
    expect(first).toMatchObject({
      KeyCount: 2,
      IsTruncated: true,
      Contents: [{ Key: "b/1", Size: 3 }, { Key: "b/10" }],
    });
    const more = { Prefix: "b/", ContinuationToken: first.NextContinuationToken };
    expect(await s3.list("vault", more)).toEqual(["b/2", "b/\uffee", "b/😀"]);
    expect(await s3.list("vault", { StartAfter: "b/2" })).toEqual(["b/\uffee", "b/😀"]);
    const folders = await s3.client.send(new ListObjectsV2Command({ Bucket: "vault", Delimiter: "/" }));
    expect(folders).toMatchObject({ KeyCount: 2, Contents: [{ Key: "a" }], CommonPrefixes: [{ Prefix: "b/" }] });
  });
});

describe("a request is refused", () => {
  beforeAll(async () => {
    s3 = await startBuckets(":memory:");
  });
  afterAll(() => s3.stop());

  test.each([
    ["to a bucket that is not in the templates", () => s3.put("x", "", "nobody"), "NoSuchBucket"],
    ["for an object that is not there", () => s3.get("nothing"), "NoSuchKey"],
    ["with a wrong checksum", () => s3.put("x", "y", "vault", { ChecksumSHA256: "AAAA" }), "BadDigest"],
    [
      "with more than is kept of an object",
      () => s3.put("x", "y", "vault", { Metadata: { a: "b" } }),
      "NotImplemented",
    ],
    [
      "to copy",
      () => s3.client.send(new CopyObjectCommand({ Bucket: "vault", Key: "x", CopySource: "vault/y" })),
      "NotImplemented",
    ],
    ["with a parameter that is not understood", () => s3.list("vault", { FetchOwner: true }), "NotImplemented"],
    ["to put a key of more than 1024 bytes", () => s3.put("ab/".repeat(400), "y"), "KeyTooLongError"],
    ["to put more than 10 MB", () => s3.put("x", Buffer.alloc(11e6)), "EntityTooLarge"],
  ])("%s", async (_, request, name) => {
    await expect(request()).rejects.toMatchObject({ name });
    expect(await s3.list()).toEqual([]);
  });

  test("to put into a locked bucket without a checksum", async () => {
    const bare = new S3Client({ ...clientSettings(s3.endpoint), requestChecksumCalculation: "WHEN_REQUIRED" });
    const command = new PutObjectCommand({ Bucket: "vault", Key: "x", Body: "y" });
    await expect(bare.send(command)).rejects.toMatchObject({ name: "InvalidRequest" });
  });

  test.each([
    ["breaks off in a chunk", "5\r\nab"],
    ["breaks off behind a chunk", "2\r\nab\r\n"],
    ["has a chunk of another size", "1\r\nab\r\n0\r\n\r\n"],
    ["has no sizes", "ab\r\n0\r\n\r\n\r\n"],
    ["is shorter than it says", "2\r\nab\r\n0\r\n\r\n"],
  ])("whose chunked body %s", async (_, body) => {
    const headers = { "content-encoding": "aws-chunked", "x-amz-decoded-content-length": "5" };
    const response = await fetch(`${s3.endpoint}/desk/x`, { method: "PUT", headers, body });
    expect(response.status).toBe(400);
  });

  test("if its key is no UTF-8", async () => {
    expect((await fetch(`${s3.endpoint}/desk/%ff`)).status).toBe(400);
  });
});
