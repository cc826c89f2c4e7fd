import { done } from "../../launch-handoffs/given.ts";
import * as runs from "../../run-handoffs/given.ts";
import { type Given, type More, none } from "./example.ts";

type Run = runs.RunUnderTest;

const ofRun =
  (prepare: (run: Run) => Promise<unknown>, more: More = {}): Given =>
  async (tenant) => {
    const who = tenant("owner");
    const run = runs.runOf(who);
    done(await run.putRun({ body: runs.run }));
    await prepare(run);
    return { who, params: { runId: run.runId }, ...more };
  };
const inOrder =
  (...steps: ("promote" | "demote" | "lock" | "evaluate" | "record" | "facts")[]) =>
  async (run: Run) => {
    for (const step of steps)
      done(step === "facts" ? await run.putReadiness({ body: runs.readiness }) : await run[step]());
  };

export const ofRuns: Record<string, Given> = {
  "GET /api/n3/runs": ofRun(none),
  "GET /api/n3/runs/{runId}": ofRun(none),
  "PUT /api/n3/runs/{runId}": ofRun(none, { body: { ...runs.run, name: "Boiler checks, south blocks" } }),
  "GET /api/n3/runs/{runId}/monitor": ofRun(inOrder("facts", "lock", "evaluate", "record")),
  "POST /api/n3/runs/{runId}/promote": ofRun(none, { body: {} }),
  "POST /api/n3/runs/{runId}/demote": ofRun(inOrder("promote"), { body: { note: "Not yet" } }),
  "GET /api/n3/runs/{runId}/readiness": ofRun(inOrder("facts")),
  "PUT /api/n3/runs/{runId}/readiness": ofRun(none, { body: runs.readiness }),
  "GET /api/n3/runs/{runId}/readiness-lock": ofRun(inOrder("facts", "lock")),
  "POST /api/n3/runs/{runId}/readiness-lock": ofRun(inOrder("facts"), { body: { note: "As of noon" } }),
  "POST /api/n3/runs/{runId}/readiness-unlock": ofRun(inOrder("facts", "lock"), { body: {} }),
  "GET /api/n3/runs/{runId}/execution-eligibility": ofRun(inOrder("facts", "lock", "evaluate")),
  "POST /api/n3/runs/{runId}/execution-eligibility": ofRun(inOrder("facts", "lock"), { body: {} }),
  "GET /api/n3/runs/{runId}/execution-handoff": ofRun(inOrder("facts", "lock", "evaluate", "record")),
  "POST /api/n3/runs/{runId}/execution-handoff": ofRun(inOrder("facts", "lock", "evaluate"), {
    body: { note: "For Tuesday" },
  }),
  "DELETE /api/n3/runs/{runId}/execution-handoff": ofRun(
    inOrder("facts", "lock", "evaluate", "promote", "record", "demote"),
  ),
};
