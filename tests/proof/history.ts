/** One operation as its caller saw it; `apply` is the state after it, or undefined where it cannot have been answered so. */
export type Operation<State> = {
  start: number;
  end: number;
  what: string;
  apply: (state: State) => State | undefined;
};

/**
 * Whether some order of the operations, each at one moment between its start and its end, explains every answer: the search
 * of Wing and Gong, which remembers what it has tried (Lowe). What may come next and changes nothing comes next: it stands in
 * nobody's way, so no other order has to be tried.
 */
export const isLinearizable = <State>(operations: readonly Operation<State>[], initial: State): boolean => {
  const numbered = operations.map((operation, number) => ({ ...operation, number })).sort((a, b) => a.start - b.start);
  const tried = new Set<string>();
  const search = (left: typeof numbered, state: State): boolean => {
    if (left.length === 0) return true;
    const place = `${left.map(({ number }) => number).join()} ${JSON.stringify(state)}`;
    if (tried.has(place)) return false;
    tried.add(place);
    const firstEnd = Math.min(...left.map(({ end }) => end));
    const possible = left
      .filter(({ start }) => start <= firstEnd)
      .map((operation) => ({ operation, next: operation.apply(state) }));
    const without = (operation: (typeof left)[number]) => left.toSpliced(left.indexOf(operation), 1);
    const harmless = possible.find(({ next }) => next === state);
    if (harmless) return search(without(harmless.operation), state);
    return possible.some(({ operation, next }) => next !== undefined && search(without(operation), next));
  };
  return search(numbered, initial);
};
