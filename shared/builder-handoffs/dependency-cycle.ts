import { byBytes } from "./byte-order.ts";

/** Who depends on whom, by id. */
export type Dependencies = ReadonlyMap<string, readonly string[]>;

/**
 * Names circles of dependencies, each as the walk along it: `["A", "B", "A"]`. Every id that depends on itself is in one of them,
 * and a circle begins at the first of its ids, by bytes, that no other has named. Ids that nobody describes depend on nothing.
 */
export const dependencyCycles = (dependencies: Dependencies): string[][] => {
  const knots = new Set<string>();
  const cycles: string[][] = [];
  for (const start of [...dependencies.keys()].sort(byBytes)) {
    if (knots.has(start)) continue;
    const cycle = shortestWayBack(dependencies, start);
    if (!cycle) continue;
    cycles.push(cycle);
    for (const id of cycle) knots.add(id);
  }
  return cycles;
};

/** The shortest walk from an id to itself, breadth first, so that a graph of any depth is walked without recursion. */
const shortestWayBack = (dependencies: Dependencies, start: string): string[] | undefined => {
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (const id of queue) {
    for (const next of dependencies.get(id) ?? []) {
      if (next === start) return walkTo(id, cameFrom, [start]);
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, id);
      queue.push(next);
    }
  }
  return undefined;
};

const walkTo = (last: string, cameFrom: ReadonlyMap<string, string>, walk: string[]): string[] => {
  for (let id: string | undefined = last; id !== undefined; id = cameFrom.get(id)) walk.unshift(id);
  return walk;
};
