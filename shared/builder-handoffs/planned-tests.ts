import { type Finding, findingsBy } from "./finding.ts";
import { resultsRules } from "./results-rules.ts";
import type { TestRun } from "./results-tests.ts";
import type { Plan } from "./test-plan.ts";

const find = findingsBy(resultsRules);

/** Holds the tests of a package, as its results count them, against the Test Plan of its spec: no fewer than the standard asks for, nor than are planned. */
export const judgePlanned = (plan: Plan, tests: TestRun | null): Finding[] => {
  const { minimum_tests, named } = plan;
  const due = named ? Math.max(plan.tests, minimum_tests) : minimum_tests;
  const total = tests?.total ?? due;
  if (total >= due) return [];
  const found = `${total} tests ran, where the spec plans ${due}`;
  return [
    find("results.tests.planned", {
      found,
      fix: `Write the tests that are missing, or plan fewer, at least ${minimum_tests}, in a new spec.`,
    }),
  ];
};
