import { handler } from "../functions/run-handoffs/create-execution-handoff.ts";
import type { Who } from "../tests/support/call.ts";
import { context, eventOf, readyRuns, sendBare } from "./bare.ts";
import { median } from "./median.ts";

const ROUNDS = 25;
const WARM_UP = 10;
const CALLS = 40;

/** CPU of this process while it runs, in ms. The engine is another process. */
const cpuOf = async (run: () => Promise<unknown>): Promise<number> => {
  const before = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
};

/**
 * Recording a handoff through its Lambda, over the same query and transaction sent bare: the median of interleaved rounds,
 * after some that let the compiler come to know both.
 */
export const cpuRatio = async (who: Who): Promise<number> => {
  const ratios: number[] = [];
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    const events = (await readyRuns(who, CALLS)).map((runId) => eventOf(who, runId));
    const lambda = await cpuOf(async () => {
      for (const event of events) await handler(event, context);
    });
    const runs = await readyRuns(who, CALLS);
    const bare = await cpuOf(async () => {
      for (const runId of runs) await sendBare(who, runId);
    });
    if (round >= 0) ratios.push(lambda / bare);
  }
  return median(ratios);
};
