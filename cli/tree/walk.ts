import type { Dirent } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { eachOf } from "../pool.ts";
import { reasonOf } from "./read.ts";

/** What lies under a folder; `path` is relative to that folder, with /. */
export type Entry =
  { path: string; kind: "file" | "folder" | "link" | "special" } | { path: string; kind: "unreadable"; why: string };

const FOLDERS_AT_A_TIME = 32;

/**
 * Everything under a folder, level by level: a link is named and never followed, so no circle of links catches the walk, and no depth
 * exhausts the stack. Folders called one of `skip` are left out.
 */
export const entriesUnder = async (root: string, skip: readonly string[] = []): Promise<Entry[]> => {
  const entries: Entry[] = [];
  for (let level = [""]; level.length > 0;) {
    const found = (await eachOf(level, FOLDERS_AT_A_TIME, (folder) => childrenOf(root, folder, skip))).flat();
    entries.push(...found);
    level = found.filter(({ kind }) => kind === "folder").map(({ path }) => path);
  }
  return entries;
};

const childrenOf = async (root: string, folder: string, skip: readonly string[]): Promise<Entry[]> => {
  try {
    const children = await readdir(join(root, folder), { withFileTypes: true });
    return children
      .filter(({ name }) => !skip.includes(name))
      .map((child) => ({ path: folder === "" ? child.name : `${folder}/${child.name}`, kind: kindOf(child) }));
  } catch (error) {
    return [{ path: folder, kind: "unreadable", why: reasonOf(error) }];
  }
};

const kindOf = (child: Dirent): "file" | "folder" | "link" | "special" => {
  if (child.isSymbolicLink()) return "link";
  if (child.isDirectory()) return "folder";
  return child.isFile() ? "file" : "special";
};
