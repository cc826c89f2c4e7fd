import { readdirSync, readFileSync } from "node:fs";

export type Load = { perSecond: number; p50: number; p99: number; cpu: number };
type Call = () => Promise<Response>;

const AT_ONCE = 16;
/** Linux tells CPU in hundredths of a second. */
const TICK_MS = 10;

/** The processes that a process has started, and itself. */
const familyOf = (root: number): number[] => {
  const parents = new Map<number, number>();
  for (const name of readdirSync("/proc").filter((each) => /^\d+$/.test(each))) {
    const stat = statOf(Number(name));
    if (stat) parents.set(Number(name), Number(stat[1]));
  }
  const isOf = (pid: number): boolean => pid === root || (parents.has(pid) && isOf(parents.get(pid) ?? 0));
  return [...parents.keys()].filter(isOf);
};

/** What stands behind the name of a process, which may have any character: state, parent, … */
const statOf = (pid: number): string[] | undefined => {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ");
  } catch {
    return undefined;
  }
};

/** CPU in ms that these processes and all that they started have used, those included that have ended and were waited for. */
const cpuOf = (roots: readonly number[]): number =>
  roots.flatMap(familyOf).reduce((sum, pid) => {
    const used = statOf(pid)?.slice(11, 15).map(Number) ?? [];
    return sum + TICK_MS * used.reduce((total, ticks) => total + ticks, 0);
  }, 0);

/** Makes all calls, sixteen at a time. `cpu` is of the servers' processes, in ms a call. @throws if one is refused */
export const measure = async (calls: readonly Call[], servers: readonly number[]): Promise<Load> => {
  const queue = [...calls];
  const times: number[] = [];
  const work = async () => {
    for (let call = queue.shift(); call; call = queue.shift()) {
      const start = performance.now();
      const answer = await call();
      const text = await answer.text();
      times.push(performance.now() - start);
      if (!answer.ok) throw new Error(`${answer.status} ${text}`);
    }
  };
  const before = cpuOf(servers);
  const start = performance.now();
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const seconds = (performance.now() - start) / 1_000;
  const cpu = (cpuOf(servers) - before) / calls.length;
  const sorted = times.sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
  return { perSecond: calls.length / seconds, p50: at(0.5), p99: at(0.99), cpu };
};
