import { median } from "./median.ts";
import { startBaton } from "./peer/baton.ts";
import type { Recording } from "./recording.ts";

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

/**
 * Handoffs recorded in a second through their Lambda, in this process and over HTTP, each over the same requests sent bare:
 * medians of rounds in turn.
 */
export const throughputRatios = async (recording: Recording): Promise<{ inProcess: number; overHttp: number }> => {
  const { events, lambda, requests, bare } = recording;
  const stack = await startBaton();
  const inProcess: number[] = [];
  const overHttp: number[] = [];
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      const through = await durationOf(await events(CALLS), lambda);
      inProcess.push((await durationOf(await requests(CALLS), bare)) / through);
      const runs = await Promise.all(Array.from({ length: CALLS }, () => stack.aRun()));
      const http = await durationOf(runs, (at) => stack.done("POST", at, {}));
      overHttp.push((await durationOf(await requests(CALLS), bare)) / http);
    }
  } finally {
    await stack.stop();
  }
  return { inProcess: median(inProcess), overHttp: median(overHttp) };
};
