import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { commit } from "../../shared/ledger/commit.ts";
import { get } from "../../shared/ledger/table.ts";
import { overwrite } from "../../shared/ledger/transaction.ts";
import { cancel, refuseAction } from "../support/faults.ts";

const TABLE = "RECORDS_TABLE";

/** Commits rows of so many bytes each, under one key that nothing else has. */
const commitRows = (pk: string, ...sizes: number[]) =>
  commit({
    read: () => Promise.resolve({ state: undefined, commitId: undefined }),
    decide: () => "done",
    writes: () => sizes.map((size, at) => overwrite(`row ${at}`, TABLE, { pk, sk: `${at}`, json: "x".repeat(size) })),
  });

describe("what the database will never take", () => {
  beforeEach(() => void vi.spyOn(console, "error").mockImplementation(() => undefined));

  test.each([
    ["an item of more than 400 KB", [10, 420_000]],
    ["a transaction of more than 4 MB", Array.from({ length: 12 }, () => 390_000)],
  ])("%s is too large, and nothing of it is written", async (_, sizes) => {
    const pk = randomUUID();
    await expect(commitRows(pk, ...sizes)).rejects.toMatchObject({ code: "TOO_LARGE" });
    expect(await get(TABLE, { pk, sk: "0" })).toBeUndefined();
  });

  test("a step that is too large among others is so where the database tells it step by step", async () => {
    cancel([{ Code: "None" }, { Code: "ValidationError", Message: "Item size has exceeded the maximum allowed size" }]);
    await expect(commitRows(randomUUID(), 1, 2)).rejects.toMatchObject({ code: "TOO_LARGE" });
  });

  test("anything else that it does not understand is ours, and the caller is not told to send it again", async () => {
    const rows = Array.from({ length: 101 }, () => 1);
    await expect(commitRows(randomUUID(), ...rows)).rejects.toMatchObject({ code: "INTERNAL" });
    refuseAction(0, "ValidationError");
    await expect(commitRows(randomUUID(), 1)).rejects.toMatchObject({ code: "INTERNAL" });
  });
});
