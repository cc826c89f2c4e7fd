import { basename, resolve } from "node:path";
import type { PackageFile } from "../../shared/builder-handoffs/package-file.ts";
import type { Finding } from "../../shared/builder-handoffs/finding.ts";
import { judgePackage } from "../../shared/builder-handoffs/package.ts";
import { readPackage } from "./package.ts";
import { entriesUnder } from "./walk.ts";

export type Folder = { name: string; files: readonly PackageFile[]; findings: Finding[] };

/** Reads one folder as a package, whatever it is called. A folder without a manifest is a plain tree: that is no finding here. */
export const readFolder = async (folder: string, read: () => void = () => undefined): Promise<Folder> => {
  const found = await readPackage(folder, { path: ".", entries: await entriesUnder(folder) }, read);
  const { findings } = judgePackage(found).report;
  return {
    name: basename(resolve(folder)),
    files: found.files,
    findings: findings.filter(({ rule }) => rule !== "package.manifest"),
  };
};
