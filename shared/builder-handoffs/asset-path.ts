import { blocker, type Rules } from "./finding.ts";

/** What makes a path unsafe to unpack, or another file on another machine (Critical Constraints 6 and 7). */
export const pathRules = {
  "path.empty": blocker("Assets list with paths and classifications"),
  "path.absolute": blocker("New code ships as packages in `_reboot/_staging/PKG-<NAME>/`"),
  "path.parent": blocker("Packages must NEVER overwrite another package's files."),
  "path.backslash": blocker("Use deterministic archive creation for ALL archives."),
  "path.segment": blocker("Use deterministic archive creation for ALL archives."),
  "path.control": blocker("Use deterministic archive creation for ALL archives."),
  "path.encoding": blocker("Use deterministic archive creation for ALL archives."),
  "path.form": blocker("Use deterministic archive creation for ALL archives."),
} satisfies Rules;
export type PathRule = keyof typeof pathRules;

/** The first thing wrong with a path in a package, if there is one. Paths are relative to the package's folder. */
export const pathFault = (path: string): PathRule | undefined => {
  if (path.trim() === "") return "path.empty";
  if (/^(\/|\\|[a-z]:)/i.test(path)) return "path.absolute";
  if (path.split(/[/\\]/).includes("..")) return "path.parent";
  if (path.includes("\\")) return "path.backslash";
  if (path.split("/").some((segment) => segment === "" || segment === ".")) return "path.segment";
  if (!path.isWellFormed() || path.includes("\uFFFD")) return "path.encoding";
  if (CONTROL.test(path)) return "path.control";
  return path === path.normalize("NFC") ? undefined : "path.form";
};

/** Control characters, line ends, and the marks that turn the direction of what is shown after them. */
const CONTROL = /[\p{Cc}\u2028-\u202e\u2066-\u2069]/u;

export const pathFixes: Record<PathRule, string> = {
  "path.empty": "Name the file, relative to the package's folder.",
  "path.absolute": "Write the path relative to the package's folder, such as HOT/kernel/name.py.",
  "path.parent": "Keep the file inside the package; `..` leads out of it.",
  "path.backslash": "Separate folders with /.",
  "path.segment": "Write the path in its shortest form: no `.`, no `//`, no / at the end.",
  "path.control": "Rename the file: no control character, line end or mark of direction.",
  "path.encoding": "Rename the file: its name is not valid UTF-8.",
  "path.form": "Rename the file: write its name in composed Unicode (NFC).",
};

/** Paths with the same key are one file where case or Unicode form does not count, as on macOS and Windows. */
export const collisionKey = (path: string): string =>
  path.normalize("NFC").toUpperCase().toLowerCase().normalize("NFC");

/** The folders that a path lies in, the innermost first. */
export const foldersOf = (path: string): string[] => {
  const folders: string[] = [];
  for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) folders.push(path.slice(0, end));
  return folders;
};

/** Groups of different paths that are one file on some machines, or a file and a folder of one name, in the order they came. */
export const collisionsIn = (paths: Iterable<string>): string[][] => {
  const groups = Map.groupBy(new Set(paths), collisionKey);
  const inFolders = new Map<string, string>();
  for (const [key, [path = ""]] of groups)
    for (const folder of foldersOf(key)) if (groups.has(folder) && !inFolders.has(folder)) inFolders.set(folder, path);
  return [
    ...[...groups.values()].filter(({ length }) => length > 1),
    ...[...inFolders].map(([folder, path]) => [groups.get(folder)?.[0] ?? folder, path]),
  ];
};
