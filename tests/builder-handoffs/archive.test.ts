import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { storedGzip, tarOf } from "../../shared/builder-handoffs/archive.ts";
import { aFolder } from "./tree.ts";

describe("the archive", () => {
  const bytesOf = async (bytes: AsyncIterable<Uint8Array>) => Buffer.concat(await Array.fromAsync(bytes));
  async function* inPieces(content: Buffer, length: number) {
    for (let at = 0; at < content.length; at += length) yield content.subarray(at, at + length);
  }

  test("is gzip of the same bytes, whatever the pieces", async () => {
    const content = Buffer.from("0123456789".repeat(20_000));
    const whole = await bytesOf(storedGzip(inPieces(content, content.length)));
    expect(gunzipSync(whole).equals(content)).toBe(true);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 100, max: 70_000 }), async (length) => {
        expect((await bytesOf(storedGzip(inPieces(content, length)))).equals(whole)).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  test("says the length of every path right, of whatever length", async () => {
    const root = aFolder();
    const lengths = Array.from({ length: 60 }, (_, at) => 70 + at);
    const entries = lengths.map((length) => ({
      path: "é".repeat(length / 2) + "x".repeat(length % 2),
      executable: false,
      size: 0,
      content: () => inPieces(Buffer.alloc(0), 1),
    }));
    writeFileSync(join(root, "a.tar"), await bytesOf(tarOf(entries)));
    const listed = execFileSync("tar", ["--quoting-style=literal", "-tf", join(root, "a.tar")], { encoding: "utf8" });
    expect(listed.trim().split("\n").sort()).toEqual(entries.map(({ path }) => path).sort());
  });

  test("is refused when a file is longer or shorter than it said", async () => {
    for (const size of [1, 3]) {
      const entries = [{ path: "a", executable: false, size, content: () => inPieces(Buffer.from("ab"), 1) }];
      await expect(bytesOf(tarOf(entries))).rejects.toThrow("a changed while it was packed");
    }
  });
});
