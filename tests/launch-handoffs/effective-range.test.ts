import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { BomPeriod } from "../../shared/launch-handoffs/bom.ts";
import {
  addDays,
  addPeriod,
  firstFreeDay,
  isEffective,
  isReplaced,
} from "../../shared/launch-handoffs/effective-range.ts";

let versions = 0;
const period = (
  effective_from: string,
  effective_to: string | null,
  status: BomPeriod["status"] = "active",
): BomPeriod => {
  const version = `1.${(versions += 1)}`;
  return { bom_number: `BOM-${version}`, version, status, effective_from, effective_to };
};

describe("a new BOM in the calendar", () => {
  test("closes the open-ended one the day before it begins", () => {
    const [first, next] = [period("2024-06-01", null), period("2025-03-01", null)];
    expect(addPeriod([first], next)).toEqual({
      calendar: [{ ...first, effective_to: "2025-02-28" }, next],
      closed: [{ ...first, effective_to: "2025-02-28" }],
    });
  });

  test("replaces an open-ended one of the same day before it was ever effective", () => {
    const [old, next] = [period("2025-01-01", null), period("2025-01-01", null)];
    const replaced = { ...old, status: "phased_out", effective_to: "2024-12-31" };
    expect(addPeriod([old], next)).toEqual({ calendar: [replaced, next], closed: [replaced] });
    expect(isReplaced(replaced as BomPeriod)).toBe(true);
    expect(addPeriod([replaced as BomPeriod, next], period("2025-02-01", null)).closed).toEqual([
      { ...next, effective_to: "2025-01-31" },
    ]);
  });

  test("leaves one that has ended as it is, and may begin the day after", () => {
    const [first, next] = [period("2024-01-01", "2024-12-31"), period("2025-01-01", null)];
    expect(addPeriod([first], next)).toEqual({ calendar: [first, next], closed: [] });
  });

  test("may be of one day, between two others", () => {
    const before = [period("2025-01-01", "2025-01-09"), period("2025-01-11", null)];
    expect(addPeriod(before, period("2025-01-10", "2025-01-10")).calendar).toHaveLength(3);
  });

  test("does not mind a phased-out one", () => {
    expect(addPeriod([period("2020-01-01", null, "phased_out")], period("2021-01-01", null)).closed).toEqual([]);
  });

  test.each([
    ["one that has not ended", period("2025-01-01", "2025-12-31"), period("2025-12-31", null), "2026-01-01"],
    ["one of that very day alone", period("2025-01-01", "2025-01-01"), period("2025-01-01", null), "2025-01-02"],
    ["another of the first day there is", period("1000-01-01", null), period("1000-01-01", null), "1000-01-02"],
    ["an open-ended one that begins later", period("2025-06-01", null), period("2025-01-01", null), "2025-06-02"],
  ])("is refused over %s, and told the first free day", (_, old, next, free) => {
    expect(() => addPeriod([old], next)).toThrow(
      expect.objectContaining({
        code: "EFFECTIVE_RANGE_OVERLAP",
        message: expect.stringMatching(`the first free day is ${free}\\.$`),
        members: expect.objectContaining({ return_to_step: 3 }),
      }),
    );
  });

  test("stands where it begins, whatever the order that it comes in", () => {
    const [first, last] = [period("2024-01-01", "2024-12-31"), period("2026-01-01", null)];
    const between = period("2025-01-01", "2025-06-30");
    expect(addPeriod([first, last], between).calendar).toEqual([first, between, last]);
  });

  test("stands behind those of its day, in the order of versions", () => {
    const old: BomPeriod = { ...period("2025-01-01", null), version: "1.9" };
    const { calendar } = addPeriod([old], { ...period("2025-01-01", null), version: "1.10" });
    expect(calendar.map(({ version }) => version)).toEqual(["1.9", "1.10"]);
  });

  test("finds no day behind the last one there is", () => {
    expect(firstFreeDay([period("2025-01-01", "9999-12-31")], "2026-01-01")).toBeUndefined();
    expect(firstFreeDay([period("2025-01-01", "9999-12-30")], "2026-01-01")).toBe("9999-12-31");
  });

  const day = fc.integer({ min: 0, max: 4_000 }).map((days) => addDays("2020-01-01", days));
  const range = fc
    .tuple(day, fc.option(fc.nat(400)))
    .map(([from, days]) => period(from, days === null ? null : addDays(from, days)));

  test("leaves no day with two BOMs, and no range that ends before it begins but of what was replaced, whatever comes", () => {
    fc.assert(
      fc.property(fc.array(range, { maxLength: 12 }), fc.array(day, { maxLength: 30 }), (ranges, days) => {
        let calendar: BomPeriod[] = [];
        for (const added of ranges) {
          try {
            ({ calendar } = addPeriod(calendar, added));
          } catch (error) {
            expect(error).toMatchObject({ code: "EFFECTIVE_RANGE_OVERLAP" });
          }
        }
        for (const { status, effective_from, effective_to } of calendar)
          if (effective_to !== null) expect(effective_to >= effective_from).toBe(status !== "phased_out");
        for (const each of [
          ...days,
          ...ranges.flatMap((one) => [one.effective_from, one.effective_to ?? "2031-01-01"]),
        ])
          expect(calendar.filter((one) => isEffective(one, each)).length).toBeLessThanOrEqual(1);
      }),
    );
  });

  test("can begin on the day that the wizard suggests, and replaces none", () => {
    fc.assert(
      fc.property(fc.array(range, { maxLength: 8 }), day, (ranges, today) => {
        const from = firstFreeDay(ranges, today);
        expect(from !== undefined && from >= today).toBe(true);
        const { closed } = addPeriod(ranges, period(from ?? "", null));
        expect(closed.filter(isReplaced)).toEqual([]);
      }),
    );
  });
});

test.each([
  ["2024-02-28", 1, "2024-02-29"],
  ["2025-03-01", -1, "2025-02-28"],
  ["2024-12-31", 1, "2025-01-01"],
  ["2026-11-21", 7, "2026-11-28"],
])("%s and %i days is %s", (date, days, expected) => {
  expect(addDays(date, days)).toBe(expected);
});
