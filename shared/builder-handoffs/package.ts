import { pathFault } from "./asset-path.ts";
import { blocker, type Finding, findingsBy, type Rules, warning } from "./finding.ts";
import { judgeManifest, type Manifest } from "./manifest.ts";
import type { Asset } from "./manifest-asset.ts";
import {
  fileLookUp,
  judgeFile,
  judgeFileCollisions,
  judgeUndeclared,
  undeclaredIn,
  type PackageFile,
} from "./package-file.ts";
import { hashFaults } from "./sha256.ts";

const PACKAGE_EVERYTHING =
  "New code ships as packages in `_reboot/_staging/PKG-<NAME>/` with manifest.json, SHA256 hashes, proper dependencies.";

export const packageRules = {
  "package.manifest": blocker(PACKAGE_EVERYTHING),
  "package.folder": warning(PACKAGE_EVERYTHING),
  "package.asset.missing": blocker("Assets list with paths and classifications"),
  "package.asset.changed": blocker("SHA256 hashes enable spot-checking without extraction."),
  "package.asset.spelling": blocker("Assets list with paths and classifications"),
} satisfies Rules;
const find = findingsBy(packageRules);

/** A package's folder as it lies there; `manifest` is the text of its manifest.json, if that could be read. */
export type PackageFolder = { path: string; name: string; manifest: string | undefined; files: readonly PackageFile[] };

export type PackageReport = {
  package_id: string;
  path: string;
  assets: number;
  verified: number;
  mismatched: string[];
  undeclared: string[];
  findings: Finding[];
};
export type JudgedPackage = { report: PackageReport; manifest: Manifest };

/** Holds the files of a package against its manifest (Critical Constraint 3). `verified` assets are there, byte for byte. */
export const judgePackage = ({ path, name, manifest: text, files }: PackageFolder): JudgedPackage => {
  const { parsed: manifest, findings } = text === undefined ? withoutManifest(files) : judgeManifest(text);
  const { assets = [] } = manifest;
  const lookUp = fileLookUp(files);
  const compared = assets.map((asset) => compare(asset, lookUp(asset.path)));
  const declared = new Set(assets.map((asset) => asset.path));
  const undeclared = manifest.assets ? undeclaredIn(files, declared) : [];
  const report: PackageReport = {
    package_id: manifest.package_id ?? name,
    path,
    assets: assets.length,
    verified: compared.filter(({ outcome }) => outcome === "verified").length,
    mismatched: compared.filter(({ outcome }) => outcome === "changed").map(({ asset }) => asset.path),
    undeclared,
    findings: [
      ...findings,
      ...judgeFolderName(name, manifest.package_id),
      ...compared.flatMap((each) => each.findings),
      ...files.flatMap(judgeFile),
      ...judgeFileCollisions(files, declared),
      ...undeclared.map(judgeUndeclared),
    ],
  };
  return { report, manifest };
};

/** A manifest that is a link, or unreadable, has its finding as a file. */
const withoutManifest = (files: readonly PackageFile[]): { parsed: Manifest; findings: Finding[] } => ({
  parsed: { dependencies: [], supersedes: [] },
  findings: files.some(({ path }) => path === "manifest.json")
    ? []
    : [
        find("package.manifest", {
          found: "no manifest.json",
          fix: "Write one that declares every file of the package.",
        }),
      ],
});

/** The folder is named as the package, with or without its number: PKG-KERNEL or PKG-KERNEL-001. */
const judgeFolderName = (name: string, id: string | undefined): Finding[] =>
  id === undefined || !name.startsWith("PKG-") || name === id || name === id.replace(/-\d+$/, "")
    ? []
    : [find("package.folder", { found: `${id} in the folder ${name}`, fix: "Name the folder as the package." })];

type Compared = { asset: Asset; outcome: "verified" | "changed" | "unverified"; findings: Finding[] };

/** A path or a hash that is miswritten has its finding in the manifest, a file that cannot be read has its own. */
const compare = (asset: Asset, file: PackageFile | undefined): Compared => {
  if (pathFault(asset.path)) return { asset, outcome: "unverified", findings: [] };
  if (!file) return { asset, outcome: "unverified", findings: [missing(asset)] };
  const findings = file.path === asset.path ? [] : [misspelt(asset, file)];
  if ("fault" in file || hashFaults(asset.sha256).length > 0) return { asset, outcome: "unverified", findings };
  if (asset.sha256 === `sha256:${file.digest}`) return { asset, outcome: "verified", findings };
  return { asset, outcome: "changed", findings: [...findings, changed(asset, file.digest)] };
};

const missing = ({ path, line }: Asset): Finding =>
  find("package.asset.missing", { line, found: path, fix: "Add the file, or take it out of the assets." });

const misspelt = ({ path, line }: Asset, file: PackageFile): Finding =>
  find("package.asset.spelling", {
    line,
    found: path,
    fix: `Write the path as the file is named: ${JSON.stringify(file.path)}.`,
  });

const changed = ({ path, line }: Asset, digest: string): Finding =>
  find("package.asset.changed", {
    line,
    found: `sha256:${digest} in ${path}`,
    fix: "Restore the file that was declared, or declare the hash of this one.",
  });
