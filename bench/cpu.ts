import { median } from "./median.ts";
import type { Recording } from "./recording.ts";

const ROUNDS = 60;
const WARM_UP = 20;
const CALLS = 60;

/** CPU of this process while it makes these calls, in ms. The engine is another process. */
const cpuOf = async <T>(sent: readonly T[], call: (each: T) => Promise<void>): Promise<number> => {
  const before = process.cpuUsage();
  for (const each of sent) await call(each);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
};

/**
 * Recording a handoff through its Lambda, over the same requests sent bare: the median of interleaved rounds, after some that
 * let the compiler come to know both.
 */
export const cpuRatio = async ({ events, lambda, requests, bare }: Recording): Promise<number> => {
  const ratios: number[] = [];
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    const sent = { events: await events(CALLS), requests: await requests(CALLS) };
    const ours = () => cpuOf(sent.events, lambda);
    const theirs = () => cpuOf(sent.requests, bare);
    // Whoever goes first clears away what was left of preparing both.
    const first = round % 2 === 0 ? await ours() : await theirs();
    const second = round % 2 === 0 ? await theirs() : await ours();
    if (round >= 0) ratios.push(round % 2 === 0 ? first / second : second / first);
  }
  return median(ratios);
};
