import { basename, join, resolve } from "node:path";
import type { PackageFolder } from "../../shared/builder-handoffs/package.ts";
import type { PackageFile } from "../../shared/builder-handoffs/package-file.ts";
import { byBytes } from "../../shared/builder-handoffs/byte-order.ts";
import { eachOf } from "../pool.ts";
import { readPackageFile, readText } from "./read.ts";
import type { Entry } from "./walk.ts";

/** The folder of a package, "." for the root itself, and what lies in it, each path relative to it. */
export type FoundPackage = { path: string; entries: Entry[] };

const FILES_AT_A_TIME = 8;

/** The packages among the entries of a tree: the outermost folders called PKG-…, or the root when that is one. */
export const packagesIn = (root: string, entries: readonly Entry[]): FoundPackage[] => {
  if (isPackage(root, entries)) return [{ path: ".", entries: [...entries] }];
  const found = new Map<string, Entry[]>();
  for (const entry of entries) {
    const path = packageOf(entry);
    if (path === undefined) continue;
    const inside = found.get(path) ?? [];
    found.set(path, inside);
    if (entry.path !== path) inside.push({ ...entry, path: entry.path.slice(path.length + 1) });
    else if (entry.kind !== "folder") inside.push({ ...entry, path: "manifest.json" });
  }
  return [...found].map(([path, inside]) => ({ path, entries: inside }));
};

const isPackage = (root: string, entries: readonly Entry[]): boolean =>
  basename(resolve(root)).startsWith("PKG-") || entries.some(({ path }) => path === "manifest.json");

/** The outermost folder called PKG-… on the way to an entry. A file of such a name, an archive say, is none; a link is. */
const packageOf = ({ path, kind }: Entry): string | undefined => {
  const [found] = /^(?:.*?\/)?PKG-[^/]*(?=\/|$)/s.exec(path) ?? [];
  return found === path && (kind === "file" || kind === "special") ? undefined : found;
};

/** Reads every file of a package. `read` is called after each. */
export const readPackage = async (
  root: string,
  { path, entries }: FoundPackage,
  read: () => void,
): Promise<PackageFolder> => {
  const folder = join(root, path);
  const listed = entries.filter(({ kind }) => kind !== "folder").sort((a, b) => byBytes(a.path, b.path));
  const files = await eachOf(listed, FILES_AT_A_TIME, async (entry) => {
    const file = await readEntry(folder, entry);
    read();
    return file;
  });
  const name = basename(resolve(folder));
  const at = files.findIndex((file) => file.path === "manifest.json" && !("fault" in file));
  if (at < 0) return { path, name, manifest: undefined, files };
  const manifest = await readText(join(folder, "manifest.json"));
  if ("text" in manifest) return { path, name, manifest: manifest.text, files };
  return {
    path,
    name,
    manifest: undefined,
    files: files.with(at, { path: "manifest.json", fault: "unreadable", ...manifest }),
  };
};

const readEntry = async (folder: string, entry: Entry): Promise<PackageFile> => {
  const { path, kind } = entry;
  if (kind === "unreadable") return { path, fault: kind, why: entry.why };
  if (kind === "link") return { path, fault: kind, why: "a symbolic link" };
  if (kind === "special") return { path, fault: kind, why: "neither a file nor a folder" };
  return readPackageFile(join(folder, path), path);
};
