/** One claim: what was measured, and what it may be at most, or has to be at least. */
export type Row = { what: string; measured: number; unit: string } & ({ most: number } | { least: number });

export const holds = (row: Row): boolean => ("most" in row ? row.measured <= row.most : row.measured >= row.least);
export const boundOf = (row: Row): string =>
  "most" in row ? `at most ${row.most.toFixed(2)}` : `at least ${row.least.toFixed(2)}`;

/** Prints the rows; says of each whether it holds. */
export const print = (rows: readonly Row[]): void => {
  const width = Math.max(...rows.map(({ what }) => what.length));
  for (const row of rows) {
    const figure = row.measured.toFixed(2).padStart(8);
    console.log(
      `${row.what.padEnd(width)} ${figure} ${row.unit.padEnd(9)} ${boundOf(row).padEnd(17)}  ${holds(row) ? "ok" : "MISSED"}`,
    );
  }
};
