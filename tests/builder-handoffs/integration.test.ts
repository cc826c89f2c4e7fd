import { describe, expect, test } from "vitest";
import { judgeResults } from "../../shared/builder-handoffs/results.ts";
import { resultsFrom, resultsSections } from "./documents.ts";

const dutiesIn = (notes: string) =>
  judgeResults(resultsFrom("H-40", { ...resultsSections(), "Notes for Reviewer": notes })).parsed.duties.filter(
    (duty) => duty !== "baseline",
  );

describe("the results of an integration handoff", () => {
  test.each([
    ["a labelled line", "- **Entrypoint wiring:** PKG-A is called in main.py", ["entrypoint"]],
    ["a row", "| Duty | Done |\n|---|---|\n| Package lifecycle | PKG-OLD marked superseded |", ["lifecycle"]],
    ["a heading", "### 3. Runs E2E smoke test\n\nThe whole dispatch loop ran; no failures.", ["smoke_test"]],
    [
      "a row of its result",
      "| Duty | Result |\n|---|---|\n| E2E smoke test (not just unit tests) | PASS |",
      ["smoke_test"],
    ],
    ["words of what is no more", "- Lifecycle: PKG-B does not depend on PKG-OLD any more", ["lifecycle"]],
    [
      "words of what there is none of",
      "- Smoke test: the loop ran, 14 passed, no errors, nothing failed",
      ["smoke_test"],
    ],
    ["lines below a heading", "### Smoke test\n\nThe loop ran.\n\n- the gateway does not time out", ["smoke_test"]],
    ["a label in the standard's words", "- Wires new packages into the entrypoint: main.py line 12", ["entrypoint"]],
  ])("show a duty by %s of its own, with what was done", (_, notes, duties) => {
    expect(dutiesIn(notes)).toEqual(duties);
  });

  test.each([
    "The entrypoint, the lifecycle and a smoke test are described in the spec.",
    "- We thought of the entrypoint, lifecycle and smoke tests.",
    "- Entrypoint:\n- Lifecycle: TBD\n- Smoke test: N/A",
    "- Entrypoint: not wired yet\n- Lifecycle: will be resolved in H-41\n- Smoke test: FAILED at step 3",
    "- Entrypoint: No, deferred\n- Lifecycle: dependencies are pending\n- Smoke test: 14 passed, 1 failed",
    "### Entrypoint\n\n### Lifecycle\n\n```\nsuperseded\n```",
    "- Smoke test: 14 passed\n- Smoke test: skipped on the gateway",
    "- Entrypoint: x\n- Lifecycle: n/a\n- Smoke test: done",
    "- Entrypoint: we forgot it\n- Lifecycle: not done\n- Smoke test: there was no time",
    "- Entrypoint: none\n- Lifecycle: -\n- Smoke test: yes",
    "- Entrypoint: nobody wired main.py\n- Lifecycle: should be resolved later\n- Smoke test: unable to run it",
    "- Entrypoint: main.py is only half done\n- Lifecycle: omitted for now\n- Smoke test: we couldn't run it",
    "- Entrypoint: not needed for this wave\n- Lifecycle: nothing was done\n- Smoke test: the smoke test never ran",
    "- Entrypoint: ~~PKG-A is called in main.py~~\n- Lifecycle: ???\n- Smoke test: in progress since Monday",
    "### Entrypoint\n\nWe ran out of time.\n\n### Lifecycle\n\nN/A\n\n### Smoke test\n\n- not executed",
  ])("show nothing by words in passing, and nothing that is still to be done: %j", (notes) => {
    expect(dutiesIn(notes)).toEqual([]);
  });

  test("show the snapshot of the whole system by its own section", () => {
    expect(judgeResults(resultsFrom("H-40", resultsSections())).parsed.duties).toEqual(["baseline"]);
  });
});
