import { createHash } from "node:crypto";
import { lstat } from "node:fs/promises";
import { join } from "node:path";
import { tarOf, type ArchiveEntry } from "../../shared/builder-handoffs/archive.ts";
import type { PackageFile } from "../../shared/builder-handoffs/package-file.ts";
import { piecesOf } from "./read.ts";

const OWNER_EXECUTES = 0o100;

/** The files of a folder as entries of its archive. Packing throws when a file is no longer the one whose digest is known. */
export const archiveEntries = (folder: string, files: readonly PackageFile[]): Promise<ArchiveEntry[]> =>
  Promise.all(
    files.map(async (file) => {
      const at = join(folder, file.path);
      const { mode, size } = await lstat(at);
      const content = () => contentOf(at, file);
      return { path: file.path, executable: (mode & OWNER_EXECUTES) !== 0, size, content };
    }),
  );

async function* contentOf(at: string, file: PackageFile): AsyncGenerator<Uint8Array> {
  const hash = createHash("sha256");
  for await (const bytes of piecesOf(at)) {
    hash.update(bytes);
    yield bytes;
  }
  if (!("digest" in file) || hash.digest("hex") !== file.digest)
    throw new Error(`${file.path} changed while it was packed. Pack again when nothing writes to it.`);
}

/** The digest of the tar that a folder would be packed into, in hex. */
export const tarDigestOf = async (entries: readonly ArchiveEntry[]): Promise<string> => {
  const hash = createHash("sha256");
  for await (const bytes of tarOf(entries)) hash.update(bytes);
  return hash.digest("hex");
};
