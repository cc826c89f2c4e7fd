import { stat } from "node:fs/promises";
import { parseArgs } from "node:util";
import { collisionsIn, pathFault } from "../shared/builder-handoffs/asset-path.ts";
import { refuse } from "./refuse.ts";
import { shown } from "./report/text.ts";
import { archiveEntries, tarDigestOf } from "./tree/archive.ts";
import { readFolder, type Folder } from "./tree/folder.ts";
import { reasonOf } from "./tree/read.ts";
import { readArchive, type Archive, type Member } from "./tree/read-archive.ts";

/**
 * `baton verify-archive FILE [DIR]`: prints the digest of the tar in an archive, of whatever tool, and says whether it is safe to unpack.
 * With a folder it says whether the archive holds just its files; if so, another tool's tar may still be other bytes.
 * @returns 0 when all of it holds, 1 when something does not, 2 when the words of the call are off
 */
export const verifyArchive = async (args: string[]): Promise<number> => {
  const words = wordsOf(args);
  if (!words) return refuse(2, "usage: baton verify-archive FILE [DIR]");
  try {
    const archive = await readArchive(words.file);
    console.log(`tar     sha256:${archive.tar}  (${archive.members.length} members)`);
    const faults = archive.members.length === 0 ? ["It holds nothing"] : unsafe(archive.members);
    if (words.folder !== undefined) faults.push(...(await differences(archive, words.folder)));
    for (const fault of faults) console.log(`FAIL    ${shown(fault)}`);
    if (faults.length === 0)
      console.log(
        `ok      safe to unpack${words.folder === undefined ? "" : `, and just the files of ${words.folder}`}`,
      );
    return faults.length === 0 ? 0 : 1;
  } catch (error) {
    return refuse(1, `Cannot verify ${words.file}: ${reasonOf(error)}`);
  }
};

/** What would write outside the folder that it is unpacked in, or one file over another. */
const unsafe = (members: readonly Member[]): string[] => {
  const seen = new Set<string>();
  const folders = new Set(
    members.flatMap(({ path, type }) => (type === "directory" ? [path.replace(/\/+$/, "")] : [])),
  );
  const faults = members.flatMap(({ path, type }) => {
    if (type === "directory") return pathFault(path.replace(/\/+$/, "") || "root") ? [`${path}: not a safe path`] : [];
    if (type !== "file" && type !== "contiguous-file") return [`${path}: a ${type}, not a file`];
    if (pathFault(path)) return [`${path}: not a safe path`];
    if (seen.has(path)) return [`${path}: packed twice`];
    seen.add(path);
    return folders.has(path) ? [`${path}: packed as a file and as a folder`] : [];
  });
  return [...faults, ...collisionsIn(seen).map((paths) => `${paths.join(" and ")}: ${REASON}`)];
};

const REASON = "one file where case does not count, or a file and a folder of one name";

const differences = async ({ tar, members }: Archive, folder: string): Promise<string[]> => {
  if (!(await stat(folder)).isDirectory()) return [`${folder} is not a folder`];
  const tree = await readFolder(folder);
  const entries = await archiveEntries(folder, tree.files);
  const unread = tree.files.flatMap((file) => ("fault" in file ? [`${file.path}: ${file.why}`] : []));
  if (unread.length > 0) return unread;
  const digest = await tarDigestOf(entries);
  if (digest === tar) return [];
  const executable = new Map(entries.map((entry) => [entry.path, entry.executable]));
  const faults = compare(members, tree, executable);
  if (faults.length === 0) console.log(`tree    sha256:${digest}  (the same files, packed by another tool)`);
  return faults;
};

const compare = (members: readonly Member[], { files }: Folder, executable: ReadonlyMap<string, boolean>): string[] => {
  const packed = new Map(members.filter(({ type }) => type !== "directory").map((member) => [member.path, member]));
  const faults = files.flatMap((file) => {
    const member = packed.get(file.path);
    packed.delete(file.path);
    if (!member) return [`${file.path}: not in the archive`];
    if (!("digest" in file) || member.digest !== file.digest) return [`${file.path}: other bytes in the archive`];
    return member.executable === executable.get(file.path) ? [] : [`${file.path}: executable in one, not in the other`];
  });
  return [...faults, ...[...packed.keys()].map((path) => `${path}: not in the folder`)];
};

const wordsOf = (args: string[]): { file: string; folder: string | undefined } | undefined => {
  try {
    const [file, folder, ...others] = parseArgs({ args, allowPositionals: true }).positionals;
    return file !== undefined && others.length === 0 ? { file, folder } : undefined;
  } catch {
    return undefined;
  }
};
