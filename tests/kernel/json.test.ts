import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { assertStrict } from "../../shared/kernel/json.ts";

const check = (text: string) => () => {
  assertStrict(text, JSON.parse(text));
};

describe("strict JSON", () => {
  test("takes whatever JSON.stringify writes, however it is spaced", () => {
    fc.assert(
      fc.property(
        fc.jsonValue({ depthSize: "small", noUnicodeString: false }),
        fc.constantFrom(0, 1, "\t"),
        (value, space) => {
          fc.pre(!JSON.stringify(value).includes("\\u0000"));
          const text = JSON.stringify(value, null, space);
          fc.pre(text.isWellFormed() && !/\\ud[89a-f]/i.test(text));
          expect(check(text)).not.toThrow();
        },
      ),
    );
  });

  test("refuses any object that has one key twice, wherever it is", () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.constantFrom("[", '{"k":'), { maxLength: 20 }), (key, wraps) => {
        fc.pre(key !== "__proto__");
        const twice = `{${JSON.stringify(key)}:1, ${JSON.stringify(key)} :2}`;
        const text = wraps.reduceRight((inner, wrap) => (wrap === "[" ? `[${inner}]` : `{"k":${inner}}`), twice);
        expect(check(text)).toThrow();
      }),
    );
  });

  test.each([
    ['{"a":"\\\\","b":"\\""}', "escaped slashes and quotes"],
    ['{"a":"{\\"a\\":1}"}', "JSON inside a text"],
    ['["a:b","c"]', "colons inside texts"],
    ['{"a" \n\t:\r1}', "white space before the colon"],
    ['{"\uFFFD":"\uFFFD \\uFFFD"}', "the character that stands for unknown ones"],
  ])("reads %s right: %s", (text) => {
    expect(check(text)).not.toThrow();
  });

  test("points to what it refuses", () => {
    expect(check('{"a/b":[0,{"~":"\\u0000"}]}')).toThrow(
      expect.objectContaining({ code: "MALFORMED_JSON", faults: [expect.objectContaining({ pointer: "/a~1b/1/~0" })] }),
    );
  });

  test.each(["1e-400", "-1e-400", "0.1000000000000000000001", "12345678901234567", '[0, {"a":9007199254740993}]'])(
    "refuses %s, of which a number would keep something else",
    (text) => {
      expect(check(text)).toThrow(expect.objectContaining({ code: "MALFORMED_JSON" }));
    },
  );

  test.each(["0e-400", "0.000", "-0", "0.10000000000000001", "1E2", "5e-324", "100000000000000000000", '"1e-400"'])(
    "takes %s",
    (text) => {
      expect(check(text)).not.toThrow();
    },
  );

  test("takes time in proportion to the length of a hostile text", () => {
    const slashes = JSON.stringify({ a: "\\".repeat(450_000) });
    expect(check(slashes)).not.toThrow();
    expect(check(`[0.${"0".repeat(450_000)}1, 0.1${"0".repeat(450_000)}]`)).toThrow();
  });
});
