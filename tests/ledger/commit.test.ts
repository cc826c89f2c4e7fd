import { randomUUID } from "node:crypto";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { commit } from "../../shared/ledger/commit.ts";
import { replace } from "../../shared/ledger/transaction.ts";

describe("a commit that others keep overtaking", () => {
  test("decides again for 22 seconds, and then says that it wrote nothing", async () => {
    let clock = 0;
    const now = vi.spyOn(performance, "now").mockImplementation(() => clock);
    onTestFinished(() => {
      now.mockRestore();
    });
    /** When each attempt has its answer; the last is a moment too late for another. */
    const answered = [21_990, 22_000, 22_001];
    const decide = vi.fn(() => {
      clock = answered.shift() ?? NaN;
      return {};
    });
    const lost = replace("head", "RECORDS_TABLE", { pk: `TENANT#${randomUUID()}`, sk: "HEAD" }, "rev", 1);
    const read = () => Promise.resolve({ state: {}, commitId: undefined });
    await expect(commit({ read, decide, writes: () => [lost] })).rejects.toThrow(
      expect.objectContaining({ code: "BUSY" }),
    );
    expect(decide).toHaveBeenCalledTimes(3);
  });
});
