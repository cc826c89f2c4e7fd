import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CalendarDate, Instant, text, Uuid } from "../../shared/kernel/field.ts";

describe("a moment", () => {
  test.each([
    ["2026-03-02T08:00:00Z", "2026-03-02T08:00:00.000Z"],
    ["2026-03-02T08:00:00.123456Z", "2026-03-02T08:00:00.123Z"],
    ["2026-03-02t08:00:00z", "2026-03-02T08:00:00.000Z"],
    ["2026-03-02t08:00:00.5-01:00", "2026-03-02T09:00:00.500Z"],
    ["2026-03-02T01:00:00+02:00", "2026-03-01T23:00:00.000Z"],
    ["2024-02-29T00:00:00Z", "2024-02-29T00:00:00.000Z"],
  ])("%s is %s", (sent, kept) => {
    expect(Instant.parse(sent)).toBe(kept);
  });

  test("of any precision and offset is kept as the same moment in UTC with milliseconds", () => {
    const date = fc.date({ min: new Date("0002-01-01"), max: new Date("9998-12-31"), noInvalidDate: true });
    const ending = fc.tuple(fc.stringMatching(/^(\.[0-9]{1,9})?$/), fc.constantFrom("Z", "z", "+05:30", "-11:00"));
    fc.assert(
      fc.property(date, ending, (moment, [fraction, offset]) => {
        const sent = `${moment.toISOString().slice(0, -5)}${fraction}${offset}`;
        expect(Instant.parse(sent)).toBe(new Date(sent.toUpperCase()).toISOString());
      }),
    );
  });

  test.each(
    [
      [
        "yesterday",
        "2026-02-29T00:00:00Z",
        "2026-02-30T00:00:00Z",
        "2026-03-02",
        "2026-03-02T08:00:00",
        "2026-03-02T24:00:00Z",
      ],
      ["2026-03-02T08:00:60Z", "0000-01-01T00:00:00+02:00", "9999-12-31T23:59:59-10:00", "", 0, null],
    ].flat(),
  )("%j is none", (sent) => {
    expect(Instant.safeParse(sent).success).toBe(false);
  });
});

describe("a day", () => {
  test.each(["2024-02-29", "1000-01-01", "9999-12-31"])("%s is one", (sent) => {
    expect(CalendarDate.parse(sent)).toBe(sent);
  });

  test.each(["2025-02-29", "2025-02-30", "2025-13-01", "2025-1-1", "0000-01-01", "2025-01-01T00:00:00Z", "", 0, null])(
    "%j is none",
    (sent) => {
      const { error } = CalendarDate.safeParse(sent);
      expect(error?.issues.map(({ message }) => message)).toEqual(["Expected a date that exists, such as 2026-03-02"]);
    },
  );
});

describe("a text", () => {
  test.each(["", " ", "\n\t"])("%j is none, and the field may be one that cannot be left out", (sent) => {
    expect(
      text(2)
        .safeParse(sent)
        .error?.issues.map(({ message }) => message),
    ).toEqual(["Write something: this is blank"]);
  });

  test("counts code points, not UTF-16 units", () => {
    expect(text(2).safeParse("\u{1F525}\u{1F525}").success).toBe(true);
    expect(text(2).safeParse("\u{1F525}\u{1F525}\u{1F525}").success).toBe(false);
    expect(text(2).safeParse("abc").success).toBe(false);
  });
});

test("a UUID is in lower case, whatever its version", () => {
  expect(Uuid.parse("00000000-0000-0000-0000-00000000000A")).toBe("00000000-0000-0000-0000-00000000000a");
  expect(Uuid.safeParse("{00000000-0000-0000-0000-00000000000A}").success).toBe(false);
});
