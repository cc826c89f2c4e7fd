/** One claim: what was measured, and what it may be at most. */
export type Row = { what: string; measured: number; limit: number; unit: string };

/** Prints the rows; says of each whether it holds. */
export const print = (rows: readonly Row[]): void => {
  const width = Math.max(...rows.map(({ what }) => what.length));
  for (const { what, measured, limit, unit } of rows) {
    const verdict = measured <= limit ? "ok" : "OVER";
    const [figure, bound] = [measured, limit].map((value) => value.toFixed(2).padStart(8));
    console.log(`${what.padEnd(width)} ${figure} ${unit.padEnd(11)} at most ${bound}  ${verdict}`);
  }
};
