import { describe, expect, test } from "vitest";
import { ExactInstant, inMilliseconds, isBefore } from "../../shared/packets/exact-instant.ts";

describe("an exact moment", () => {
  test.each([
    ["2026-03-02T08:00:00Z", "2026-03-02T08:00:00.000Z"],
    ["2026-03-02T08:00:00.5+02:00", "2026-03-02T06:00:00.500Z"],
    ["2026-03-02t08:00:00.1234560z", "2026-03-02T08:00:00.1234560Z"],
    ["2026-03-02T08:00:00.999999999+02:00", "2026-03-02T06:00:00.999999999Z"],
  ])("%s is %s", (sent, kept) => {
    expect(ExactInstant.parse(sent)).toBe(kept);
  });

  test.each(["2026-02-30T00:00:00.0001Z", "0000-01-01T00:00:00.0001+02:00", "yesterday", 0])("%j is none", (sent) => {
    expect(ExactInstant.safeParse(sent).success).toBe(false);
  });
});

test("moments are compared by their last digit, whatever zeros follow, and kept to the millisecond", () => {
  const second = "2026-03-02T08:00:00.";
  const inOrder = ["000Z", "000000001Z", "0000010Z", "000999Z", "001Z", "0010001Z"].map((digits) => second + digits);
  for (const [at, one] of inOrder.entries())
    expect(inOrder.map((other) => isBefore(one, other))).toEqual(inOrder.map((_, other) => at < other));
  expect(isBefore(`${second}000000Z`, `${second}000Z`)).toBe(false);
  expect(isBefore(`${second}000Z`, `${second}000000Z`)).toBe(false);
  expect(inOrder.map(inMilliseconds).map((kept) => kept.slice(20))).toEqual([
    "000Z",
    "000Z",
    "000Z",
    "000Z",
    "001Z",
    "001Z",
  ]);
});

test("a moment of a million digits is read soon", () => {
  const start = performance.now();
  const [one, other] = ["0", "1"].map((last) =>
    ExactInstant.parse(`2026-03-02T08:00:00.${"0".repeat(900_000)}${last}z`),
  );
  expect(isBefore(one ?? "", other ?? "")).toBe(true);
  expect(performance.now() - start).toBeLessThan(2_000);
});
