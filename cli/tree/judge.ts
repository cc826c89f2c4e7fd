import { byBytes } from "../../shared/builder-handoffs/byte-order.ts";
import type { Ownership } from "../../shared/builder-handoffs/ownership.ts";
import { judgeListedFiles } from "../../shared/builder-handoffs/listed-file.ts";
import { judgePackage, type PackageFolder, type PackageReport } from "../../shared/builder-handoffs/package.ts";
import { judgePlanned } from "../../shared/builder-handoffs/planned-tests.ts";
import { judgePackages } from "../../shared/builder-handoffs/package-tree.ts";
import { eachOf } from "../pool.ts";
import { progressOf } from "../progress.ts";
import { documentsIn, readDocument, type DocumentReport, type JudgedDocument } from "./document.ts";
import { packagesIn, readPackage } from "./package.ts";
import { entriesUnder } from "./walk.ts";

/** What `baton check --json` prints. */
export type TreeReport = {
  documents: DocumentReport[];
  packages: PackageReport[];
  ownership: Ownership;
  totals: Totals;
};
type Totals = Record<
  | ("documents" | "complete" | "packages" | "assets" | "verified" | "mismatched" | "undeclared")
  | ("conflicts" | "superseded" | "blockers" | "warnings"),
  number
>;

/** Folders that are nobody's work. */
const SKIPPED = [".git", "node_modules"];
const PACKAGES_AT_A_TIME = 8;
const DOCUMENTS_AT_A_TIME = 16;

/**
 * Judges the documents and packages under a folder. `unread` are the folders that could not be looked into, `links` those that
 * were not followed and have no finding.
 */
export const judgeTree = async (
  root: string,
): Promise<{ report: TreeReport; unread: { path: string; why: string }[]; links: string[] }> => {
  const entries = await entriesUnder(root, SKIPPED);
  const [found, foundPackages] = [documentsIn(root, entries), packagesIn(root, entries)];
  const files = foundPackages.reduce(
    (sum, each) => sum + each.entries.filter(({ kind }) => kind !== "folder").length,
    0,
  );
  const progress = progressOf("files", files + found.length);
  const judged = await eachOf(found, DOCUMENTS_AT_A_TIME, async (document) => {
    const read = await readDocument(root, document, found);
    progress.step();
    return read;
  });
  const folders = await eachOf(foundPackages, PACKAGES_AT_A_TIME, (each) => readPackage(root, each, progress.step));
  progress.end();
  const { packages, ownership } = judgePackages(folders.map(judgePackage));
  const documents = heldTogether(judged, folders).sort((a, b) => byBytes(a.path, b.path));
  const told = new Set(found.map(({ path }) => path));
  return {
    links: entries.flatMap(({ kind, path }) =>
      kind === "link" && !told.has(path) && !isInPackage(path) && foundPackages[0]?.path !== "." ? [path] : [],
    ),
    report: { documents, packages, ownership, totals: totalsOf(documents, packages, ownership) },
    unread: entries.flatMap((entry) => (entry.kind === "unreadable" ? [{ path: entry.path, why: entry.why }] : [])),
  };
};

/** Links in packages, or in place of them, are findings there. */
const isInPackage = (path: string): boolean => /(?:^|\/)PKG-/.test(path);

/** Documents beside what they speak of: files in packages, and results beside their spec. */
const heldTogether = (judged: readonly JudgedDocument[], folders: readonly PackageFolder[]): DocumentReport[] => {
  const digests = new Map(
    folders.flatMap(({ name, files }) =>
      files.flatMap((file) => ("digest" in file ? [[`${name}/${file.path}`, file.digest] as const] : [])),
    ),
  );
  const names = new Set(folders.map(({ name }) => name));
  const plans = new Map(judged.flatMap(({ report, plan }) => (plan ? [[report.handoff_id, plan] as const] : [])));
  return judged.map(({ report, files, tests = null }) => {
    const plan = plans.get(report.handoff_id);
    const planned = plan ? judgePlanned(plan, tests) : [];
    return { ...report, findings: [...report.findings, ...planned, ...judgeListedFiles(files, digests, names)] };
  });
};

const totalsOf = (documents: DocumentReport[], packages: PackageReport[], ownership: Ownership): Totals => {
  const findings = [...documents, ...packages].flatMap((each) => each.findings);
  const sum = (count: (each: PackageReport) => number) => packages.reduce((total, each) => total + count(each), 0);
  return {
    documents: documents.length,
    complete: documents.filter(({ complete }) => complete).length,
    packages: packages.length,
    assets: sum(({ assets }) => assets),
    verified: sum(({ verified }) => verified),
    mismatched: sum(({ mismatched }) => mismatched.length),
    undeclared: sum(({ undeclared }) => undeclared.length),
    conflicts: ownership.conflicts.length,
    superseded: ownership.superseded.length,
    blockers: findings.filter(({ severity }) => severity === "blocker").length,
    warnings: findings.filter(({ severity }) => severity === "warning").length,
  };
};
