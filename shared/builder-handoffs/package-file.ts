import { collisionKey, collisionsIn, pathFault, pathFixes, pathRules } from "./asset-path.ts";
import { blocker, type Finding, findingsBy, type Rules } from "./finding.ts";

const DETERMINISTIC = "Use deterministic archive creation for ALL archives.";

export const fileRules = {
  "package.file.undeclared": blocker(
    "Remove `__pycache__` and `.pyc` from package directories before archive rebuild to avoid undeclared asset failures.",
  ),
  "package.file.link": blocker(DETERMINISTIC),
  "package.file.special": blocker(DETERMINISTIC),
  "package.file.unreadable": blocker(DETERMINISTIC),
  "package.file.collision": blocker("Packages must NEVER overwrite another package's files."),
} satisfies Rules;
const find = findingsBy(fileRules);
const findPath = findingsBy(pathRules);

/** A file in a package's folder: its SHA-256 in hex, or why it has none. `path` is relative to the folder. */
export type PackageFile =
  { path: string; digest: string } | { path: string; fault: "link" | "special" | "unreadable"; why: string };

/** The files by path, else by what the path would be where case and Unicode form do not count. */
export const fileLookUp = (files: readonly PackageFile[]): ((path: string) => PackageFile | undefined) => {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const byKey = new Map(files.map((file) => [collisionKey(file.path), file]));
  return (path) => byPath.get(path) ?? byKey.get(collisionKey(path));
};

/** What is wrong with a file, whatever the manifest says of it. */
export const judgeFile = (file: PackageFile): Finding[] => {
  const fault = pathFault(file.path);
  if (fault) return [findPath(fault, { found: file.path, fix: pathFixes[fault] })];
  if (!("fault" in file)) return [];
  return [find(`package.file.${file.fault}`, { found: `${file.path}: ${file.why}`, fix: FIXES[file.fault] })];
};

const FIXES = {
  link: "Put the file itself here. A link is not packed, and what it leads to is not the package's.",
  special: "Remove it: a package holds files and folders.",
  unreadable: "Make it readable and let nothing write to it meanwhile.",
} as const;

/** Files that are one file on some machines. What the manifest declares twice so, it is told itself. */
export const judgeFileCollisions = (files: readonly PackageFile[], declared: ReadonlySet<string>): Finding[] =>
  collisionsIn(files.map(({ path }) => path))
    .filter((group) => !group.every((path) => declared.has(path)))
    .map((group) =>
      find("package.file.collision", {
        found: group.join(" and "),
        fix: "Rename one: where case and Unicode form do not count they are one file, or a file and a folder of one name.",
      }),
    );

/** The files that the manifest does not name. Of what cannot be packed there is a finding anyway. */
export const undeclaredIn = (files: readonly PackageFile[], declared: ReadonlySet<string>): string[] => {
  const keys = new Set([...declared, "manifest.json"].map(collisionKey));
  return files
    .filter((file) => !("fault" in file) && !pathFault(file.path) && !keys.has(collisionKey(file.path)))
    .map(({ path }) => path);
};

export const judgeUndeclared = (path: string): Finding =>
  find("package.file.undeclared", {
    found: path,
    fix: /(^|\/)__pycache__\/|\.pyc$/.test(path)
      ? "Remove it before the package is built."
      : "Declare it in the assets, or remove it.",
  });
