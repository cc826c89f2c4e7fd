import { describe, expect, test } from "vitest";
import { intents } from "../../web/api/intents.ts";

const counting = () => {
  let made = 0;
  return intents(() => String((made += 1)));
};

describe("the key of an intent", () => {
  test("stays the same while nobody knows how it ended", () => {
    const { keyOf } = counting();
    expect([keyOf({ note: "a" }), keyOf({ note: "a" })]).toEqual(["1", "1"]);
  });

  test("is another once there is an answer", () => {
    const { keyOf, settle } = counting();
    const first = keyOf({ note: "a" });
    settle();
    expect(keyOf({ note: "a" })).not.toBe(first);
  });

  test("is another for other words", () => {
    const { keyOf } = counting();
    expect([keyOf({ note: "a" }), keyOf({ note: "b" })]).toEqual(["1", "2"]);
  });
});
