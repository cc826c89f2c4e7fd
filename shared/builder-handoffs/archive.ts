import { crc32 } from "node:zlib";
import { byBytes } from "./byte-order.ts";

/** A file to be packed. `content` is exactly `size` bytes. */
export type ArchiveEntry = {
  path: string;
  executable: boolean;
  size: number;
  content: () => AsyncIterable<Uint8Array>;
};

const BLOCK = 512;
/** Tar pads an archive to whole records of 20 blocks; GNU tar and Python's tarfile do so unasked. */
const RECORD = 20 * BLOCK;
const NAME_FIELD = 100;
const MOST_BYTES = 0o77777777777;

/**
 * The tar of these files (Critical Constraint 7): PAX, paths in byte order, files alone, mtime 0, owner 0 without a name, modes 0755
 * and 0644. Only paths, contents and the executable bit count. The bytes are those of GNU tar with the flags in docs/decisions; that
 * is why the headers are written here: no library writes the fields as GNU tar does.
 * @throws RangeError when a file is not as long as it said, or longer than 8 GiB
 */
export async function* tarOf(entries: readonly ArchiveEntry[]): AsyncGenerator<Uint8Array> {
  let written = 0;
  for (const entry of [...entries].sort((a, b) => byBytes(a.path, b.path))) {
    const header = headerOf(entry);
    yield header;
    yield* contentOf(entry);
    const padding = -entry.size & (BLOCK - 1);
    yield new Uint8Array(padding);
    written += header.length + entry.size + padding;
  }
  yield new Uint8Array(2 * BLOCK + ((RECORD - ((written + 2 * BLOCK) % RECORD)) % RECORD));
}

async function* contentOf({ path, size, content }: ArchiveEntry): AsyncGenerator<Uint8Array> {
  let read = 0;
  for await (const bytes of content()) {
    read += bytes.length;
    if (read > size) break;
    yield bytes;
  }
  if (read !== size) throw new RangeError(`${path} changed while it was packed. Pack again when nothing writes to it.`);
}

const headerOf = ({ path, executable, size }: ArchiveEntry): Uint8Array => {
  if (size > MOST_BYTES) throw new RangeError(`${path} is longer than 8 GiB, the most that a tar header can say.`);
  const name = Buffer.from(path);
  const file = block({ name, mode: executable ? 0o755 : 0o644, size, type: "0" });
  if (name.length <= NAME_FIELD && /^[\x20-\x7e]*$/.test(path)) return file;
  const record = Buffer.from(paxRecord("path", path));
  const padded = Buffer.alloc(Math.ceil(record.length / BLOCK) * BLOCK);
  record.copy(padded);
  return Buffer.concat([
    block({ name: Buffer.from("PaxHeader"), mode: 0o644, size: record.length, type: "x" }),
    padded,
    file,
  ]);
};

/** A record says its own length, digits and all (POSIX pax). */
const paxRecord = (key: string, value: string): string => {
  const rest = Buffer.byteLength(` ${key}=${value}\n`);
  let length = rest + String(rest).length;
  if (String(length).length > String(rest).length) length = rest + String(length).length;
  return `${length} ${key}=${value}\n`;
};

/** One ustar header. What is not set is zero bytes: no link, no names of owners, no prefix. */
const block = ({ name, mode, size, type }: { name: Buffer; mode: number; size: number; type: "0" | "x" }): Buffer => {
  const header = Buffer.alloc(BLOCK);
  name.copy(header, 0, 0, NAME_FIELD);
  header.write(octal(mode, 7), 100);
  header.write(octal(0, 7), 108);
  header.write(octal(0, 7), 116);
  header.write(octal(size, 11), 124);
  header.write(octal(0, 11), 136);
  header.write(`        ${type}`, 148);
  header.write("ustar\0" + "00", 257);
  if (type === "0") header.write(`${octal(0, 7)}\0${octal(0, 7)}`, 329);
  header.write(
    `${octal(
      header.reduce((sum, byte) => sum + byte, 0),
      6,
    )}\0 `,
    148,
  );
  return header;
};

const octal = (value: number, digits: number): string => value.toString(8).padStart(digits, "0");

const MOST_STORED = 0xffff;

/**
 * The gzip of these bytes: no time, no name, no operating system, and stored, because every zlib compresses in its own way.
 * Pieces of any length give the same bytes.
 */
export async function* storedGzip(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let [crc, size, waiting] = [0, 0, Buffer.alloc(0)];
  yield Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);
  for await (const piece of bytes) {
    crc = crc32(piece, crc);
    size += piece.length;
    waiting = Buffer.concat([waiting, piece]);
    for (; waiting.length > MOST_STORED; waiting = waiting.subarray(MOST_STORED))
      yield* stored(waiting.subarray(0, MOST_STORED), false);
  }
  yield* stored(waiting, true);
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(crc, 0);
  trailer.writeUInt32LE(size % 2 ** 32, 4);
  yield trailer;
}

const stored = (bytes: Buffer, last: boolean): [Uint8Array, Uint8Array] => {
  const header = Buffer.alloc(5);
  header.writeUInt8(last ? 1 : 0, 0);
  header.writeUInt16LE(bytes.length, 1);
  header.writeUInt16LE(~bytes.length & MOST_STORED, 3);
  return [header, bytes];
};
