import { link, mkdir, readdir, unlink } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { byBytes } from "../shared/builder-handoffs/byte-order.ts";
import { documentName, placeOf } from "../shared/builder-handoffs/document-place.ts";
import { HandoffId } from "../shared/builder-handoffs/handoff-id.ts";
import { refuse } from "./refuse.ts";
import { shown } from "./report/text.ts";
import { reasonOf } from "./tree/read.ts";

type Move = { from: string; to: string };

/**
 * `baton migrate [DIR]`: says which of the handoff documents that lie flat in a folder go into which folder of their own (Migration
 * note); with `--apply` it moves them. It overwrites nothing, and moves nothing at all when one of them has no free place.
 * @returns 0 when all is well, 1 when something stands in the way, 2 when the words of the call are off
 */
export const migrate = async (args: string[]): Promise<number> => {
  const words = wordsOf(args);
  if (!words) return refuse(2, "usage: baton migrate [DIR] [--apply]");
  try {
    const moves = await movesIn(words.folder);
    const taken = await takenOf(words.folder, moves);
    for (const { from, to } of moves) console.log(`${shown(from)} → ${shown(to)}`);
    if (taken.length > 0) return refuse(1, `Nothing is moved. These places are taken: ${taken.map(shown).join(", ")}`);
    if (moves.length === 0) console.log("No handoff document lies flat here.");
    else if (!words.apply) console.log("Nothing is moved yet. Add --apply to move them.");
    else for (const move of moves) await apply(words.folder, move);
    return 0;
  } catch (error) {
    return refuse(1, `Cannot migrate ${words.folder}: ${reasonOf(error)}`);
  }
};

/** The documents that lie in this very folder and say in their name whose they are. */
const movesIn = async (folder: string): Promise<Move[]> => {
  const children = await readdir(folder, { withFileTypes: true });
  const here = basename(resolve(folder));
  return children
    .filter((child) => child.isFile())
    .flatMap(({ name: from }) => {
      const place = placeOf(from, "");
      if (!place || place.handoff_id === here || !HandoffId.safeParse(place.handoff_id).success) return [];
      return [{ from, to: `${place.handoff_id}/${documentName(place.handoff_id, place.kind)}` }];
    })
    .sort((a, b) => byBytes(a.from, b.from));
};

/** Places that hold a file already, or that two documents would go to. */
const takenOf = async (folder: string, moves: readonly Move[]): Promise<string[]> => {
  const targets = moves.map(({ to }) => to);
  const folders = [...new Set(targets.map(dirname))];
  const there = await Promise.all(
    folders.map((name) => namesIn(join(folder, name)).then((names) => names.map((each) => `${name}/${each}`))),
  );
  const held = new Set(there.flat());
  return [...new Set(targets.filter((to, at) => held.has(to) || targets.indexOf(to) < at))];
};

const namesIn = (folder: string): Promise<string[]> =>
  readdir(folder).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  });

/** A link first, then the old name goes: unlike a rename, it fails where a file came meanwhile. */
const apply = async (folder: string, { from, to }: Move): Promise<void> => {
  await mkdir(join(folder, dirname(to)), { recursive: true });
  await link(join(folder, from), join(folder, to));
  await unlink(join(folder, from));
};

const wordsOf = (args: string[]): { folder: string; apply: boolean } | undefined => {
  try {
    const options = { apply: { type: "boolean" } } as const;
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const [folder = ".", ...others] = positionals;
    return others.length === 0 ? { folder, apply: values.apply ?? false } : undefined;
  } catch {
    return undefined;
  }
};
