import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { documentName } from "../shared/builder-handoffs/document-place.ts";
import { isStandardId } from "../shared/builder-handoffs/handoff-id.ts";
import { refuse } from "./refuse.ts";
import { reasonOf } from "./tree/read.ts";

const KINDS = ["spec", "results"] as const;

/**
 * `baton new HANDOFF_ID [DIR]`: makes the folder of a handoff, and DIR if need be, with the standard's templates of its spec and results. Every place that
 * is to be filled in says TBD, which `baton check` finds.
 * @returns 0 when it is made, 1 when the folder is there already or cannot be made, 2 when the words of the call are off
 */
export const newHandoff = async (args: string[]): Promise<number> => {
  const words = wordsOf(args);
  if (!words) return refuse(2, "usage: baton new HANDOFF_ID [DIR]");
  const { id, folder } = words;
  if (!isStandardId(id))
    return refuse(2, `${id} is no handoff id. New handoffs are H-<N>, H-<N><letter> or CLEANUP-<N>.`);
  const at = join(folder, id);
  try {
    await mkdir(folder, { recursive: true });
    await mkdir(at);
    for (const kind of KINDS) {
      const path = join(at, documentName(id, kind));
      await writeFile(path, await templateOf(kind, id), { flag: "wx" });
      console.log(path);
    }
    return 0;
  } catch (error) {
    return refuse(1, `Cannot make ${at}: ${reasonOf(error)}.`);
  }
};

const templateOf = async (kind: (typeof KINDS)[number], id: string): Promise<string> => {
  const template = await readFile(join(import.meta.dirname, "templates", `${kind}.md`), "utf8");
  return template.replaceAll("<handoff_id>", id).replace("<title>", "TBD");
};

const wordsOf = (args: string[]): { id: string; folder: string } | undefined => {
  try {
    const [id, folder = ".", ...others] = parseArgs({ args, allowPositionals: true }).positionals;
    return id !== undefined && others.length === 0 ? { id, folder } : undefined;
  } catch {
    return undefined;
  }
};
