import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { getSystemErrorMap } from "node:util";
import type { PackageFile } from "../../shared/builder-handoffs/package-file.ts";

const MOST_AT_ONCE = 64 * 1024;
const MOST_TEXT = 16 * 1024 * 1024;

/**
 * The bytes of the file that is there now, in pieces.
 * @throws when it is a link, though one took its place since it was listed, a pipe that nobody writes to, or cannot be read
 */
export async function* piecesOf(path: string): AsyncGenerator<Buffer> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const stat = await file.stat();
    if (!stat.isFile()) throw new Error("no longer a file");
    const length = Math.min(stat.size + 1, MOST_AT_ONCE);
    for (;;) {
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(length), 0, length, null);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

/** A file of a package with its SHA-256, or why it has none. */
export const readPackageFile = async (at: string, path: string): Promise<PackageFile> => {
  try {
    const hash = createHash("sha256");
    for await (const bytes of piecesOf(at)) hash.update(bytes);
    return { path, digest: hash.digest("hex") };
  } catch (error) {
    return { path, fault: "unreadable", why: reasonOf(error) };
  }
};

/** @returns the text of a file, or why there is none */
export const readText = async (at: string): Promise<{ text: string } | { why: string }> => {
  try {
    const pieces: Buffer[] = [];
    let length = 0;
    for await (const bytes of piecesOf(at)) {
      pieces.push(bytes);
      length += bytes.length;
      if (length > MOST_TEXT) return { why: "longer than 16 MB" };
    }
    const bytes = Buffer.concat(pieces);
    return isUtf8(bytes) ? { text: bytes.toString("utf8") } : { why: "not UTF-8" };
  } catch (error) {
    return { why: reasonOf(error) };
  }
};

/** What the system says, in words, without the path that the reader has before them. */
export const reasonOf = (error: unknown): string => {
  const { errno, syscall, message } = error as NodeJS.ErrnoException;
  return (syscall === undefined ? undefined : getSystemErrorMap().get(errno ?? 0)?.[1]) ?? message;
};
