const WIDTH = 30;

/** Shows how far a command is, on a terminal; elsewhere nothing is written. `step` counts one, `end` wipes the line. */
export const progressOf = (what: string, total: number, to: NodeJS.WriteStream = process.stderr) => {
  let [done, shown] = [0, -1];
  const step = (): void => {
    done += 1;
    const width = Math.floor((WIDTH * done) / total);
    if (!to.isTTY || width === shown) return;
    shown = width;
    to.write(`\r${"█".repeat(width)}${"░".repeat(WIDTH - width)} ${done} of ${total} ${what}`);
  };
  const end = (): void => {
    if (to.isTTY) to.write("\r\u001b[K");
  };
  return { step, end };
};
