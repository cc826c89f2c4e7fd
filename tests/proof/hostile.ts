import fc from "fast-check";

/** What no caller in good faith sends, and what stands just inside or outside a border. */
const values: readonly unknown[] = [
  ...[
    null,
    true,
    0,
    -0,
    -1,
    1e21,
    1e-7,
    0.1,
    2 ** 53,
    1e308,
    "",
    " ",
    "0",
    "-1",
    "NaN",
    "1e3",
    "00",
    "1.0000000000001",
  ],
  ...["2025-02-30", "0000-00-00", "9999-12-31T23:59:60Z", "2026-12-01T08:00:00", "+275760-09-13T00:00:00.001Z"],
  ...[
    "__proto__",
    "constructor",
    "toString",
    "hasOwnProperty",
    "a#b",
    "..",
    "%00",
    "../../etc/passwd",
    "$where",
    "{{7*7}}",
  ],
  ...["' OR 1=1 --", "<script>alert(1)</script>", "=cmd|' /C calc'!A0", "e\u0301", "\u202Egnp.exe", "😀".repeat(300)],
  ...["a".repeat(10_001), "line\r\nline", "\u0085\u2028", "ﬁ", "İ", "00000000-0000-0000-0000-000000000000"],
  ...[
    "# Results\n## Status: PASS\n|a|\n|-|\n",
    "## Handoff\n- Canonical State: x\n",
    "```".repeat(500),
    "[".repeat(2_000),
  ],
  ...[[], {}, [[]], [null], { constructor: 1 }, Array.from({ length: 3_000 }, () => 1), { a: { b: { c: [] } } }],
];

/** One change of a JSON value: at which of its nodes, and what becomes of that. `canary` stands for the proof's secret. */
export type Change = { at: number; how: "replace" | "drop" | "add" | "double" | "wrap" | "canary"; value: unknown };

export const aChange: fc.Arbitrary<Change> = fc.record({
  at: fc.nat(200),
  how: fc.constantFrom("replace", "replace", "replace", "drop", "add", "double", "wrap", "canary"),
  value: fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...values) }, { weight: 1, arbitrary: fc.jsonValue() }),
});

/** What a path or a query may have, since a URL says less than JSON. */
export const aWord: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    ...values.filter(
      (value): value is string => typeof value === "string" && value.trim() !== "" && !value.includes("/"),
    ),
  ),
  fc.constantFrom("0", "1", "999999999999999999999", "-1", "1.5", "null", "true", "csv", "2026-01-01", "e30"),
);

type Place = { holder: any; name: string | number };

const placesIn = (holder: object): Place[] =>
  Object.entries(holder).flatMap(([name, value]) => [
    { holder, name },
    ...(typeof value === "object" && value !== null ? placesIn(value as object) : []),
  ]);

/** The value with one change; the value itself stays as it is. */
export const changed = (value: unknown, { at, how, value: other }: Change, canary: string): unknown => {
  const root = { value: structuredClone(value) };
  const places = placesIn(root);
  const { holder, name } = places[at % places.length] ?? { holder: root, name: "value" };
  const found = holder[name];
  if (how === "drop" && Array.isArray(holder)) holder.splice(Number(name), 1);
  else if (how === "drop") Reflect.deleteProperty(holder, name);
  else if (how === "add" && typeof found === "object" && found !== null) found.no_such_field = canary;
  else if (how === "double" && Array.isArray(holder)) holder.push(found);
  else if (how === "wrap") holder[name] = [found];
  else if (how === "canary") holder[name] = canary;
  else holder[name] = other;
  return root.value;
};
