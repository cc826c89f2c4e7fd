import { collisionKey, foldersOf } from "./asset-path.ts";
import { byBytes } from "./byte-order.ts";
import { dependencyCycles } from "./dependency-cycle.ts";
import { blocker, type Finding, findingsBy, type Rules, warning } from "./finding.ts";
import type { Asset } from "./manifest-asset.ts";
import { ownershipOf, ownershipRules, type Ownership } from "./ownership.ts";
import type { JudgedPackage, PackageReport } from "./package.ts";

export const packageTreeRules = {
  "package.twice": blocker("Packages must NEVER overwrite another package's files."),
  "package.dependency.absent": warning("Dependencies (other package IDs)"),
  "package.cycle": blocker("Dependencies (other package IDs)"),
} satisfies Rules;
const find = findingsBy(packageTreeRules);
const findOwner = findingsBy(ownershipRules);

/** Judges packages as the parts of one system: one folder an id, one owner a path, and an order to install them in. */
export const judgePackages = (
  packages: readonly JudgedPackage[],
): { packages: PackageReport[]; ownership: Ownership } => {
  const inOrder = [...packages].sort((a, b) => byBytes(a.report.path, b.report.path));
  const ownership = ownershipOf(
    inOrder.map(({ report, manifest }) => ({
      package_id: report.package_id,
      supersedes: manifest.supersedes,
      paths: manifest.assets?.map(({ path }) => path) ?? [],
    })),
  );
  const findings = Map.groupBy(
    [...judgeTwice(inOrder), ...judgeAbsent(inOrder), ...judgeCycles(inOrder), ...judgeConflicts(ownership, inOrder)],
    ({ of }) => of,
  );
  return {
    ownership,
    packages: inOrder.map(({ report }) => ({
      ...report,
      findings: [...report.findings, ...(findings.get(report) ?? []).map(({ finding }) => finding)],
    })),
  };
};

type OfPackage = { of: PackageReport; finding: Finding };

const judgeTwice = (packages: readonly JudgedPackage[]): OfPackage[] => {
  const first = new Map<string, string>();
  return packages.flatMap(({ report }) => {
    const { package_id, path } = report;
    const other = first.get(package_id);
    if (other === undefined) first.set(package_id, path);
    const fix = "Give it an id of its own, or remove one of the folders.";
    return other === undefined
      ? []
      : [{ of: report, finding: find("package.twice", { found: `${package_id}, as in ${other}`, fix }) }];
  });
};

/** A warning: what is installed already may lie elsewhere. Of a package that is judged alone, nothing is known of others. */
const judgeAbsent = (packages: readonly JudgedPackage[]): OfPackage[] => {
  const present = new Set(packages.map(({ report }) => report.package_id));
  return packages.flatMap(({ report, manifest }) =>
    (report.path === "." ? [] : [...new Set(manifest.dependencies)])
      .filter((id) => !present.has(id))
      .map((found) => {
        const fix = "Stage that package too, name it as it is called, or declare it in external_deps.";
        return { of: report, finding: find("package.dependency.absent", { found, fix }) };
      }),
  );
};

/** A circle is a finding of the package that its name begins with. That a package depends on itself, its manifest says. */
const judgeCycles = (packages: readonly JudgedPackage[]): OfPackage[] => {
  const reports = new Map(packages.map(({ report }) => [report.package_id, report]));
  const dependencies = new Map(
    packages.map(({ report: { package_id }, manifest }) => [
      package_id,
      manifest.dependencies.filter((id) => id !== package_id),
    ]),
  );
  return dependencyCycles(dependencies).flatMap((walk) => {
    const of = reports.get(walk[0] ?? "");
    const fix = "Remove one of these dependencies; nothing in the circle can be installed first.";
    return of ? [{ of, finding: find("package.cycle", { found: walk.join(" → "), fix }) }] : [];
  });
};

/** Each owner is told of its own path and of how the others write theirs. */
const judgeConflicts = ({ conflicts }: Ownership, packages: readonly JudgedPackage[]): OfPackage[] => {
  const byId = Map.groupBy(packages, ({ report }) => report.package_id);
  const assets = new Map(packages.map(({ report, manifest }) => [report, assetsByKey(manifest.assets ?? [])]));
  return conflicts.flatMap(({ path, packages: owners }) => {
    const key = collisionKey(path);
    const claims = owners.flatMap((id) =>
      (byId.get(id) ?? []).map(({ report }) => ({ id, of: report, own: assets.get(report)?.get(key) })),
    );
    return claims.map(({ of, own }) => {
      const named = claims.map((each) => (each.own?.path === own?.path ? each.id : `${each.id} (${each.own?.path})`));
      const found = `${own?.path ?? path}, claimed by ${[...new Set(named)].join(" and ")}`;
      const fix = 'Let one package own the file; if it takes the place of the other, say so with "supersedes".';
      return { of, finding: findOwner("ownership.conflict", { line: own?.line, found, fix }) };
    });
  });
};

/** What a package has at a path: the file, else the first file in the folder of that name. */
const assetsByKey = (assets: readonly Asset[]): ReadonlyMap<string, Asset> => {
  const keyed = assets.map((asset) => [collisionKey(asset.path), asset] as const);
  const found = new Map(keyed.toReversed());
  for (const [key, asset] of keyed)
    for (const folder of foldersOf(key)) if (!found.has(folder)) found.set(folder, asset);
  return found;
};
