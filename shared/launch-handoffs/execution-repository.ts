import { setTimeout as pause } from "node:timers/promises";
import { type Answer, created } from "../kernel/answer.ts";
import type { Once } from "../kernel/once.ts";
import { Problem } from "../kernel/problem.ts";
import { answerOnce, assertSameRequest } from "../ledger/once.ts";
import type { ChangeCall } from "../ledger/record.ts";
import { failedAttempt } from "./handoff-event.ts";
import { keepFailure } from "./handoff-event-repository.ts";
import { launched } from "./launch-handoff.ts";
import * as launches from "./launch-handoff-repository.ts";
import type { LaunchStart } from "./launch-plan.ts";
import { launch } from "./launch-repository.ts";
import type { LaunchRequest } from "./launch-request.ts";
import { isBegun, notExecuted } from "./refusal.ts";

/** How long a refusal waits for its event to be kept: nothing that the caller has to know depends on it. */
const PATIENCE_MS = 1_500;

/**
 * Executes a handoff and answers it as the document does, now and whenever the same request arrives again (AC-8).
 * @throws Problem with the step that failed, after an NPD.HandoffFailed was kept
 */
export const execute = async (
  call: ChangeCall,
  projectId: string,
  request: LaunchRequest,
  start: LaunchStart,
): Promise<Answer> => {
  let lost: Problem | undefined;
  const run = async (): Promise<Answer> => {
    try {
      return created(launched((await launch(call, projectId, request, start)).payload));
    } catch (error) {
      if (error instanceof Problem && error.code === "OUTCOME_UNKNOWN") lost = error;
      throw error;
    }
  };
  try {
    return await answerOnce(call.once, run, (once) => answeredBefore(once, call.actor.tenantId, projectId));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    // A transaction on its way matters more than that its answer could not be looked for either.
    return failed(call, projectId, { request, start, problem: notExecuted(lost ?? error, true) });
  }
};

/** The sealed launch carries the request that it answers. */
const answeredBefore = async (once: Once, tenantId: string, projectId: string): Promise<Answer | undefined> => {
  const sealed = await launches.find(tenantId, projectId);
  if (sealed?.once?.key !== once.key) return undefined;
  assertSameRequest(once, sealed.once.request);
  return created(launched(sealed.payload));
};

type Failure = { request: LaunchRequest; start: LaunchStart; problem: Problem };

/** Keeps the failure of what was begun and refuses; an attempt that did launch the project after all is answered. */
const failed = async (call: ChangeCall, projectId: string, { request, start, problem }: Failure): Promise<Answer> => {
  if (!isBegun(problem)) throw problem;
  const isKept = await within(PATIENCE_MS, keepFailure(call, projectId, failedAttempt(request, start, problem)));
  if (problem.code !== "OUTCOME_UNKNOWN") throw problem;
  const sealed = await launches.find(call.actor.tenantId, projectId).catch(() => undefined);
  if (sealed?.payload.handoff_id === start.handoffId) return created(launched(sealed.payload));
  // Kept, it moved the project's rev, and so the lost transaction cannot commit any more.
  throw isKept
    ? problem
    : new Problem(problem.code, problem.message, [], { ...problem.members, rollback_completed: false });
};

/** Whether it was done in time. What is not done in time goes on, and its failure is only logged. */
const within = (milliseconds: number, work: Promise<unknown>): Promise<boolean> =>
  Promise.race([
    work.then(
      () => true,
      (error: unknown) => {
        console.error(error);
        return false;
      },
    ),
    pause(milliseconds, false, { ref: false }),
  ]);
