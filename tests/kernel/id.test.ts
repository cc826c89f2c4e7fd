import { expect, test } from "vitest";
import { idOfName } from "../../shared/kernel/id.ts";

test("a name has one id, for ever and on every machine", () => {
  expect(idOfName("acme", "BOM", "BOM-1")).toBe("5dc388ab-54f1-5913-a57c-b8d63608c625");
});

test("names that read alike in one line have each their own", () => {
  expect(idOfName("a", "b c")).not.toBe(idOfName("a b", "c"));
  expect(idOfName("a", "b")).not.toBe(idOfName('a","b'));
});
