import { randomUUID } from "node:crypto";
import { expect, test, vi } from "vitest";
import { batchGet, putIfAbsent } from "../../shared/ledger/table.ts";
import { countRequests, leaveUnprocessed } from "../support/faults.ts";

const TABLE = "RECORDS_TABLE";

const someItems = async () => {
  const pk = randomUUID();
  const items = ["a", "b", "c"].map((sk) => ({ pk, sk }));
  await Promise.all(items.map((item) => putIfAbsent(TABLE, item)));
  return items;
};

test.each([
  [7, 0],
  [2, 1],
])("keys that %i answers leave, but for the first %i, are asked for again", async (times, taken) => {
  vi.spyOn(Math, "random").mockReturnValue(0);
  const items = await someItems();
  leaveUnprocessed(times, taken);
  const found = await batchGet(TABLE, items);
  expect(found.toSorted((a, b) => (a.sk < b.sk ? -1 : 1))).toEqual(items);
});

test("what comes back in parts is not waited for", async () => {
  const random = vi.spyOn(Math, "random");
  const items = await someItems();
  random.mockClear();
  leaveUnprocessed(2, 1);
  expect(await batchGet(TABLE, items)).toHaveLength(3);
  expect(random).not.toHaveBeenCalled();
});

test("waits longer each time, at random, and gives up when nothing comes", async () => {
  const random = vi.spyOn(Math, "random").mockReturnValue(0);
  const items = await someItems();
  random.mockClear();
  leaveUnprocessed(Infinity);
  const requests = countRequests();
  await expect(batchGet(TABLE, items)).rejects.toMatchObject({ code: "UNAVAILABLE" });
  expect(random).toHaveBeenCalledTimes(7);
  expect(requests.get("BatchGetItemCommand") ?? requests.get("BatchGetCommand") ?? 0).toBe(8);
});
