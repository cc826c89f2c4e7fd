type Pattern = { [key: string]: Pattern | Rule[] };
type Rule = string | number | boolean | null | Record<string, unknown>;
type Test = (value: unknown) => boolean;

/** A test of whether an event passes one of the event filtering patterns (JSON text); every event passes none at all. */
export const eventFilter = (patterns: string[]): Test => {
  if (patterns.length === 0) return () => true;
  const tests = patterns.map((pattern) => objectTest(JSON.parse(pattern) as Pattern));
  return (event) => tests.some((test) => test(event));
};

const objectTest = (pattern: Pattern): Test => {
  const tests = Object.entries(pattern).map(([key, expected]): Test => {
    if (key === "$or") {
      const either = (expected as unknown as Pattern[]).map(objectTest);
      return (value) => either.some((test) => test(value));
    }
    const test = Array.isArray(expected) ? anyOf(expected.map(ruleTest)) : objectTest(expected);
    return (value) => test(member(value, key));
  });
  return (value) => tests.every((test) => test(value));
};

const member = (value: unknown, key: string): unknown =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;

/** A list in the event passes if one of its members does. */
const anyOf =
  (tests: Test[]): Test =>
  (value) =>
    [value].flat().some((each) => tests.some((test) => test(each)));

const ruleTest = (rule: Rule): Test => {
  if (typeof rule !== "object" || rule === null) return (value) => value === rule;
  const [[operator, operand] = ["", undefined]] = Object.entries(rule);
  const test = operators[operator];
  if (!test) throw new Error(`Event filters by "${operator}" are not understood here`);
  return test(operand);
};

const text =
  (matches: (value: string) => boolean): Test =>
  (value) =>
    typeof value === "string" && matches(value);

const comparisons: Record<string, (value: number, bound: number) => boolean> = {
  "=": (value, bound) => value === bound,
  "<": (value, bound) => value < bound,
  "<=": (value, bound) => value <= bound,
  ">": (value, bound) => value > bound,
  ">=": (value, bound) => value >= bound,
};

const operators: Record<string, (operand: unknown) => Test> = {
  prefix: (start) => text((value) => value.startsWith(String(start))),
  suffix: (end) => text((value) => value.endsWith(String(end))),
  "equals-ignore-case": (other) => text((value) => value.toLowerCase() === String(other).toLowerCase()),
  exists: (wanted) => (value) => (value !== undefined) === wanted,
  "anything-but": (refused) => {
    const tests = [refused].flat().map((each) => ruleTest(each as Rule));
    return (value) => value !== undefined && !tests.some((test) => test(value));
  },
  numeric: (operand) => {
    const bounds = operand as (string | number)[];
    return (value) =>
      typeof value === "number" &&
      bounds.every((each, i) => i % 2 === 1 || comparisons[String(each)]?.(value, Number(bounds[i + 1])));
  },
};
