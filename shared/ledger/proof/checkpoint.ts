/** C2SP tlog-checkpoint: which log, how long it is and its root. */
export type Checkpoint = { origin: string; size: number; root: Buffer };

/** The signed part of a checkpoint's note. */
export const checkpointText = ({ origin, size, root }: Checkpoint): string =>
  `${origin}\n${size}\n${root.toString("base64")}\n`;

/** @throws when the text is not a checkpoint */
export const parseCheckpoint = (text: string): Checkpoint => {
  const [, origin, size, root] = /^([^\n]+)\n(0|[1-9][0-9]*)\n([A-Za-z0-9+/]{43}=)\n/.exec(text) ?? [];
  if (origin === undefined || root === undefined)
    throw new Error("Not a checkpoint: origin, size and root in three lines");
  return { origin, size: Number(size), root: Buffer.from(root, "base64") };
};
