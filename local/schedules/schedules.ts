import { randomUUID } from "node:crypto";
import type { DataFolder } from "../data-folder.ts";
import type { Invoke } from "../functions/functions.ts";
import { sendToQueue } from "../queue.ts";
import type { Model, Schedule } from "../template/model.ts";
import { everyPeriod, pause } from "./clock.ts";
import { scheduledEvent } from "./scheduled-event.ts";

type Schedules = { model: Pick<Model, "schedules" | "functions">; invoke: Invoke; data: DataFolder };
export type RunningSchedules = {
  /** Wakes a function that has a schedule, now and once: resolves and rejects as the function does. */
  fire: (functionName: string) => Promise<unknown>;
  stop: () => Promise<void>;
};

/** Lambda waits that long before it tries a function again with an event, and twice as long before the next time. */
const retryMilliseconds = 60_000;

/** When each rule was made or its time last came, by its ARN: on AWS a rule's time goes on while nobody is there. */
const timesFile = "schedules.json";

/**
 * Wakes the templates' functions on time: for the first time one period after the folder first knew of the schedule. What
 * was due while no stack ran on the folder is made up for by one call at the start. A retry does not outlive the stack.
 */
export const runSchedules = ({ model, invoke, data }: Schedules): RunningSchedules => {
  const { schedules, functions } = model;
  const stopping = new AbortController();
  const { signal } = stopping;
  const atWork = new Map<Schedule, Promise<void>>();

  const wake = async (schedule: Schedule): Promise<void> => {
    const since = Date.now();
    const event = scheduledEvent(schedule, new Date());
    for (let attempts = 1; ; attempts += 1) {
      try {
        await invoke(schedule.functionName, event);
        return;
      } catch (error) {
        console.error(schedule.functionName, error);
        const delay = attempts * retryMilliseconds;
        const expired = Date.now() + delay - since > schedule.maximumEventAgeSeconds * 1_000;
        if (attempts > schedule.retryAttempts || expired) {
          giveUp(schedule, { event, error: error as Error, attempts, expired });
          return;
        }
        await pause(delay, signal);
        if (signal.aborted) return;
      }
    }
  };

  /** Tells the function's failure queue what Lambda would. */
  const giveUp = (
    { functionName, failureQueue }: Schedule,
    { event, error, attempts, expired }: { event: unknown; error: Error; attempts: number; expired: boolean },
  ) => {
    if (!failureQueue) return;
    const arn = functions.find(({ name }) => name === functionName)?.arn ?? functionName;
    sendToQueue(data, failureQueue, {
      version: "1.0",
      timestamp: new Date().toISOString(),
      requestContext: {
        requestId: randomUUID(),
        functionArn: `${arn}:$LATEST`,
        condition: expired ? "EventAgeExceeded" : "RetriesExhausted",
        approximateInvokeCount: attempts,
      },
      requestPayload: event,
      responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
      responsePayload: { errorType: error.name, errorMessage: error.message, trace: error.stack?.split("\n") },
    });
  };

  const times = JSON.parse(data.read(timesFile) ?? "{}") as Record<string, number>;
  const keepTime = (ruleArn: string) => {
    times[ruleArn] = Date.now();
    data.write(timesFile, JSON.stringify(times));
    return Date.now();
  };
  const clocks = schedules.map((schedule) =>
    everyPeriod(schedule.periodMilliseconds, times[schedule.ruleArn] ?? keepTime(schedule.ruleArn), () => {
      keepTime(schedule.ruleArn);
      // A function that is still at work when it is time again is not woken a second time beside it.
      if (atWork.has(schedule)) return;
      const working = wake(schedule)
        .catch(console.error)
        .finally(() => atWork.delete(schedule));
      atWork.set(schedule, working);
    }),
  );

  return {
    fire: async (functionName) => {
      const schedule = schedules.find((each) => each.functionName === functionName);
      if (!schedule) {
        const names = schedules.map((each) => each.functionName).join(", ");
        throw new Error(`No schedule wakes ${functionName}, only ${names || "nothing"}`);
      }
      return invoke(functionName, scheduledEvent(schedule, new Date()));
    },
    stop: async () => {
      stopping.abort();
      for (const stopClock of clocks) stopClock();
      await Promise.all(atWork.values());
    },
  };
};
