/** What a path below `tile/` names: the hashes of a level, or the entries themselves (C2SP tlog-tiles). */
export type TileName = { level: number | "entries"; n: number; width: number };

const FULL = 256;

/** `0/x001/x234/067.p/8` is the first 8 hashes of tile 1,234,067 of level 0; undefined for what is no such path. */
export const parseTilePath = (path: string): TileName | undefined => {
  const [, level = "", groups = "", last = "", width] =
    /^(entries|[0-9]|[1-5][0-9]|6[0-3])\/((?:x[0-9]{3}\/)*)([0-9]{3})(?:\.p\/([1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5]))?$/.exec(
      path,
    ) ?? [];
  if (!last) return undefined;
  const digits = groups.replaceAll(/[x/]/g, "") + last;
  // The number has one spelling: no group of zeros in front.
  if (digits.length > 3 && digits.startsWith("000")) return undefined;
  const n = Number(digits);
  return Number.isSafeInteger(n * FULL)
    ? { level: level === "entries" ? level : Number(level), n, width: width ? Number(width) : FULL }
    : undefined;
};
