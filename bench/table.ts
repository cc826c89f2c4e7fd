/**
 * One claim: what was measured, and what it may be at most, or has to be at least. Without a limit it is there to be compared.
 * `why` says what keeps it from its limit where it is known not to hold, and what would bring it there.
 */
export type Row = { what: string; measured: number; unit: string; why?: string } & (
  { most: number } | { least: number } | { goal: "none" }
);

export const holds = (row: Row): boolean =>
  "goal" in row || ("most" in row ? row.measured <= row.most : row.measured >= row.least);

export const figure = (value: number): string => value.toFixed(value < 100 ? 2 : 0);

export const boundOf = (row: Row): string => {
  if ("goal" in row) return "to compare";
  return "most" in row ? `at most ${figure(row.most)}` : `at least ${figure(row.least)}`;
};

/** Prints the rows; says of each whether it holds. */
export const print = (rows: readonly Row[]): void => {
  const width = Math.max(...rows.map(({ what }) => what.length));
  for (const row of rows) {
    const value = figure(row.measured).padStart(8);
    const verdict = holds(row) ? "ok" : "MISSED";
    console.log(`${row.what.padEnd(width)} ${value} ${row.unit.padEnd(9)} ${boundOf(row).padEnd(17)}  ${verdict}`);
  }
};
