import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { rename, rm, stat } from "node:fs/promises";
import { relative, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { parseArgs } from "node:util";
import { storedGzip, tarOf } from "../shared/builder-handoffs/archive.ts";
import { refuse } from "./refuse.ts";
import { section } from "./report/text.ts";
import { archiveEntries } from "./tree/archive.ts";
import { readFolder, type Folder } from "./tree/folder.ts";
import { reasonOf } from "./tree/read.ts";

/**
 * `baton pack DIR`: writes the deterministic archive of a package, and prints its two digests. A package with blockers is not packed.
 * @returns 0 when the archive is written, 1 when it cannot be, 2 when the words of the call are off
 */
export const pack = async (args: string[]): Promise<number> => {
  const words = wordsOf(args);
  if (!words) return refuse(2, "usage: baton pack DIR [--output FILE]");
  try {
    if (!(await stat(words.folder)).isDirectory()) return refuse(2, `${words.folder} is not a folder.`);
    const folder = await readFolder(words.folder);
    const output = words.output ?? `${folder.name}.tar.gz`;
    if (isInside(words.folder, output))
      return refuse(2, `${output} lies in the folder that is packed. Choose another --output.`);
    process.stderr.write(section(`${words.folder}/manifest.json`, folder.findings).join("\n"));
    if (folder.files.length === 0) return refuse(1, `There is no file in ${words.folder}. Nothing is packed.`);
    if (!folder.files.some(({ path }) => path === "manifest.json"))
      console.error(
        `${words.folder} has no manifest.json: it is packed as it is, and nobody can tell what belongs to it.`,
      );
    if (folder.findings.some(({ severity }) => severity === "blocker"))
      return refuse(1, "Nothing is packed: mend the blockers first.");
    const digests = await write(words.folder, folder, output);
    console.log(
      `${output}: ${folder.files.length} files\ntar     sha256:${digests.tar}\ntar.gz  sha256:${digests.gzip}`,
    );
    return 0;
  } catch (error) {
    return refuse(1, `Nothing is packed: ${reasonOf(error)}`);
  }
};

const isInside = (folder: string, file: string): boolean =>
  !/^(\.\.(\/|$)|\/)/.test(relative(resolve(folder), resolve(file)));

/** The archive takes its name when it is whole, so nobody finds half of one. */
const write = async (at: string, { files }: Folder, output: string): Promise<{ tar: string; gzip: string }> => {
  const [tar, gzip] = [createHash("sha256"), createHash("sha256")];
  const part = `${output}.${process.pid}.part`;
  try {
    const bytes = storedGzip(through(tarOf(await archiveEntries(at, files)), tar));
    await pipeline(through(bytes, gzip), createWriteStream(part, { flags: "wx" }));
    await rename(part, output);
  } finally {
    await rm(part, { force: true });
  }
  return { tar: tar.digest("hex"), gzip: gzip.digest("hex") };
};

type Hash = ReturnType<typeof createHash>;

async function* through(bytes: AsyncIterable<Uint8Array>, hash: Hash): AsyncGenerator<Uint8Array> {
  for await (const piece of bytes) {
    hash.update(piece);
    yield piece;
  }
}

const wordsOf = (args: string[]): { folder: string; output: string | undefined } | undefined => {
  try {
    const options = { output: { type: "string", short: "o" } } as const;
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const [folder, ...others] = positionals;
    return folder && others.length === 0 ? { folder, output: values.output } : undefined;
  } catch {
    return undefined;
  }
};
