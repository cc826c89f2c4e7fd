import { expect, test } from "vitest";
import { eventFilter } from "../../local/streams/event-filter.ts";

const event = { eventName: "MODIFY", dynamodb: { NewImage: { kind: { S: "head" }, size: { N: "3" } }, SizeBytes: 40 } };
const kind = (rules: unknown[]) => ({ dynamodb: { NewImage: { kind: { S: rules } } } });

test.each([
  ["an exact value", { eventName: ["INSERT", "MODIFY"] }, true],
  ["no exact value", { eventName: ["INSERT"] }, false],
  ["nested values, all of them", { eventName: ["MODIFY"], ...kind(["head"]) }, true],
  ["a prefix", kind([{ prefix: "he" }]), true],
  ["another prefix", kind([{ prefix: "x" }]), false],
  ["a suffix", kind([{ suffix: "ad" }]), true],
  ["another case", kind([{ "equals-ignore-case": "HEAD" }]), true],
  ["presence", kind([{ exists: true }]), true],
  ["absence", { dynamodb: { OldImage: { kind: { S: [{ exists: false }] } } } }, true],
  ["anything but others", kind([{ "anything-but": ["row", "list"] }]), true],
  ["anything but itself", kind([{ "anything-but": ["head"] }]), false],
  ["anything but its prefix", kind([{ "anything-but": { prefix: "he" } }]), false],
  ["a range it is in", { dynamodb: { SizeBytes: [{ numeric: [">", 10, "<=", 40] }] } }, true],
  ["a range it is not in", { dynamodb: { SizeBytes: [{ numeric: ["<", 40] }] } }, false],
  ["either of two", { $or: [{ eventName: ["INSERT"] }, kind(["head"])] }, true],
])("a filter asks for %s", (_, pattern, passes) => {
  expect(eventFilter([JSON.stringify(pattern)])(event)).toBe(passes);
});

test("an event passes if one of several patterns matches, or if there are none", () => {
  expect(eventFilter(['{"eventName":["INSERT"]}', '{"eventName":["MODIFY"]}'])(event)).toBe(true);
  expect(eventFilter([])(event)).toBe(true);
});

test("a rule that is not understood is refused when the stack starts, not passed over", () => {
  expect(() => eventFilter(['{"a":[{"cidr":"10.0.0.0/8"}]}'])).toThrow("cidr");
});
