import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { PassThrough } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { extract, type Extract } from "tar-stream";

/** What an archive holds under one path; only a file has a digest. */
export type Member = { path: string; type: string; executable: boolean; digest: string };
export type Archive = { tar: string; members: Member[] };

/**
 * Reads a tar, gzipped or not, of whatever tool; its digest is that of the tar, since gzip is another one's bytes with every zlib.
 * @throws when it is cut off or is no archive
 */
export const readArchive = async (file: string): Promise<Archive> => {
  const unzip = (await isGzip(file)) ? [createGunzip()] : [];
  const tar = createHash("sha256");
  const tap = new PassThrough();
  tap.on("data", (bytes: Buffer) => tar.update(bytes));
  const unpacked = extract();
  const read = pipeline([createReadStream(file), ...unzip, tap, unpacked]);
  const [members] = await Promise.all([membersOf(unpacked), read]);
  return { tar: tar.digest("hex"), members };
};

const isGzip = async (path: string): Promise<boolean> => {
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return buffer.readUInt16BE() === 0x1f8b;
  } finally {
    await file.close();
  }
};

const membersOf = async (entries: Extract): Promise<Member[]> => {
  const members: Member[] = [];
  for await (const entry of entries) {
    const hash = createHash("sha256");
    for await (const bytes of entry) hash.update(bytes as Buffer);
    const { name, type, mode } = entry.header;
    members.push({
      path: name.replace(/^(\.\/)+/, ""),
      type,
      executable: (mode & 0o100) !== 0,
      digest: hash.digest("hex"),
    });
  }
  return members;
};
