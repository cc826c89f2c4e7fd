import { handler } from "../functions/run-handoffs/create-execution-handoff.ts";
import type { Who } from "../tests/support/call.ts";
import { context, eventOf, readyRuns, sendBare } from "./bare.ts";
import { median } from "./median.ts";
import { startBaton } from "./peer/baton.ts";

const CALLS = 40;
const ROUNDS = 7;
const AT_ONCE = 8;

/** How long some work takes, eight pieces at a time, in ms. */
const durationOf = async <T>(pieces: readonly T[], work: (piece: T) => Promise<unknown>): Promise<number> => {
  const queue = [...pieces];
  const start = performance.now();
  const worker = async () => {
    for (let piece = queue.shift(); piece !== undefined; piece = queue.shift()) await work(piece);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return performance.now() - start;
};

const bareDuration = async (who: Who): Promise<number> =>
  durationOf(await readyRuns(who, CALLS), (runId) => sendBare(who, runId));

/**
 * Handoffs recorded in a second through their Lambda, in this process and over HTTP, each over the same query and transaction
 * sent bare: medians of rounds in turn.
 */
export const throughputRatios = async (who: Who): Promise<{ inProcess: number; overHttp: number }> => {
  const stack = await startBaton();
  const inProcess: number[] = [];
  const overHttp: number[] = [];
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      const events = (await readyRuns(who, CALLS)).map((runId) => eventOf(who, runId));
      const lambda = await durationOf(events, (event) => handler(event, context));
      inProcess.push((await bareDuration(who)) / lambda);
      const runs = await Promise.all(events.map(() => stack.aRun()));
      const http = await durationOf(runs, (at) => stack.done("POST", at, {}));
      overHttp.push((await bareDuration(who)) / http);
    }
  } finally {
    await stack.stop();
  }
  return { inProcess: median(inProcess), overHttp: median(overHttp) };
};
