import { deflateRawSync, inflateRawSync } from "node:zlib";

/** C2SP tlog-tiles: each entry behind its length in two bytes, big endian. */
export const encodeBundle = (entries: readonly Buffer[]): Buffer =>
  Buffer.concat(
    entries.flatMap((entry) => {
      const length = Buffer.alloc(2);
      length.writeUInt16BE(entry.length);
      return [length, entry];
    }),
  );

/** @throws RangeError when the bytes end within an entry */
export const decodeBundle = (bytes: Buffer): Buffer[] => {
  const entries: Buffer[] = [];
  for (let at = 0; at < bytes.length;) {
    const end = at + 2 + bytes.readUInt16BE(at);
    if (end > bytes.length) throw new RangeError("The last entry is cut off");
    entries.push(bytes.subarray(at + 2, end));
    at = end;
  }
  return entries;
};

/** Far more than a segment is made of: what inflates beyond it was not written by us. */
const MOST_BYTES = 2 ** 20;

/** Leaves of one tenant repeat themselves: deflated, ten take about what two do. */
export const pack = (entries: readonly Buffer[]): Buffer => deflateRawSync(encodeBundle(entries));

/** @throws when the bytes are not what `pack` makes */
export const unpack = (bytes: Uint8Array): Buffer[] =>
  decodeBundle(inflateRawSync(bytes, { maxOutputLength: MOST_BYTES }));
