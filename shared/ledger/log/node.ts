/**
 * Of which full trees the hash is kept: from 256 entries up, at every fourth height. A proof then reads at most 15 of each
 * height, and one hash in 240 entries is written.
 */
export const LOWEST_NODE = 8;
const STEP = 4;

export const isNode = ({ height }: { height: number }): boolean => height >= LOWEST_NODE && height % STEP === 0;

/** The height of the kept trees, or of the entries, that a tree of this height is the sum of. */
export const baseOf = (height: number): number => (height < LOWEST_NODE ? 0 : height - (height % STEP));

/** The height of what a kept tree is made again from when it is missing. */
export const heightBelow = (height: number): number => (height === LOWEST_NODE ? 0 : height - STEP);
