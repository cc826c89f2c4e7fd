import { link, mkdir, readdir, stat, unlink } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { byBytes } from "../shared/builder-handoffs/byte-order.ts";
import { documentName, isLikeDocument, placeOf } from "../shared/builder-handoffs/document-place.ts";
import { HandoffId } from "../shared/builder-handoffs/handoff-id.ts";
import { refuse } from "./refuse.ts";
import { shown } from "./report/text.ts";
import { reasonOf } from "./tree/read.ts";

type Move = { from: string; to: string };
/** What looks like a handoff's document and stays where it is, and why. */
type Left = { path: string; why: string };

/** Where the standard keeps handoffs (File Organization), from a repository's root and from the folders on the way. */
const KEPT_IN = [
  ".",
  "Control_Plane_v2/_reboot/_staging/handoffs",
  "_reboot/_staging/handoffs",
  "_staging/handoffs",
  "handoffs",
];

/**
 * `baton migrate [DIR]`: says which of the handoff documents that lie flat in a folder, or in the folder of handoffs below it, go into
 * which folder of their own (Migration note), and which stay; with `--apply` it moves them. It overwrites nothing, and moves nothing at
 * all when one of them has no free place.
 * @returns 0 when all is well, 1 when something stands in the way, 2 when the words of the call are off
 */
export const migrate = async (args: string[]): Promise<number> => {
  const words = wordsOf(args);
  if (!words) return refuse(2, "usage: baton migrate [DIR] [--apply]");
  try {
    const { moves, left } = await planIn(words.folder);
    const taken = await takenOf(words.folder, moves);
    for (const { from, to } of moves) console.log(`${shown(from)} → ${shown(to)}`);
    for (const { path, why } of left) console.log(`${shown(path)} stays: ${why}`);
    if (taken.length > 0) return refuse(1, `Nothing is moved. These places are taken: ${taken.map(shown).join(", ")}`);
    if (moves.length === 0) console.log("No handoff document lies flat here.");
    else if (!words.apply) console.log("Nothing is moved yet. Add --apply to move them.");
    else for (const move of moves) await apply(words.folder, move);
    return 0;
  } catch (error) {
    return refuse(1, `Cannot migrate ${words.folder}: ${reasonOf(error)}`);
  }
};

type Plan = { moves: Move[]; left: Left[] };

const planIn = async (root: string): Promise<Plan> => {
  const below = await Promise.all(
    KEPT_IN.slice(1).map(async (folder) => ((await isFolder(join(root, folder))) ? [folder] : [])),
  );
  const plans = await Promise.all([".", ...below.flat()].map((folder) => planOf(root, folder)));
  return { moves: plans.flatMap(({ moves }) => moves), left: plans.flatMap(({ left }) => left) };
};

const isFolder = async (at: string): Promise<boolean> =>
  (await stat(at).catch(() => undefined))?.isDirectory() ?? false;

/** The documents that lie in this very folder: those that say in their name whose they are go, the others stay. */
const planOf = async (root: string, folder: string): Promise<Plan> => {
  const children = await readdir(join(root, folder), { withFileTypes: true });
  const here = basename(resolve(root, folder));
  const plan: Plan = { moves: [], left: [] };
  for (const child of children.sort((a, b) => byBytes(a.name, b.name))) {
    const place = placeOf(child.name, "");
    if (place?.handoff_id === here || child.isDirectory()) continue;
    const from = join(folder, child.name);
    if (!place) {
      if (isLikeDocument(child.name)) plan.left.push({ path: from, why: NO_NAME });
      continue;
    }
    const why = stays(child.isFile(), place.handoff_id, here);
    if (why) plan.left.push({ path: from, why });
    else if (why === undefined)
      plan.moves.push({ from, to: join(folder, place.handoff_id, documentName(place.handoff_id, place.kind)) });
  }
  return plan;
};

const NO_NAME = `its name is none of ${(["spec", "results", "prompt"] as const).map((kind) => documentName("<handoff_id>", kind)).join(", ")}`;

/** In its own folder a document without an id is the folder's. @returns "" for what is in its place already */
const stays = (isFile: boolean, id: string, here: string): string | undefined => {
  if (!isFile) return "it is a link, or no file";
  if (id === "") return HandoffId.safeParse(here).success ? "" : "its name does not say whose it is";
  return HandoffId.safeParse(id).success
    ? undefined
    : `${shown(id)} is no handoff id, such as H-32, H-32A or CLEANUP-5`;
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
