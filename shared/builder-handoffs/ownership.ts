import { collisionKey, foldersOf } from "./asset-path.ts";
import { byBytes } from "./byte-order.ts";
import { blocker, type Rules } from "./finding.ts";

export const ownershipRules = {
  "ownership.conflict": blocker("Packages must NEVER overwrite another package's files. Use state-gating instead."),
} satisfies Rules;

/** A package as an owner: which files it claims, and which packages it takes the place of. */
export type Claim = { package_id: string; supersedes: readonly string[]; paths: readonly string[] };
export type Shared = { path: string; packages: string[] };
export type Ownership = { conflicts: Shared[]; superseded: Shared[] };

/**
 * Which paths more than one package claims (Critical Constraint 6), as a file or as the folder of files. One owner is left where the others are superseded by it, also by
 * way of a third; else the path is in conflict between those that are left, or between all where they supersede each other.
 */
export const ownershipOf = (claims: readonly Claim[]): Ownership => {
  const superseders = supersedersOf(claims);
  const ownership: Ownership = { conflicts: [], superseded: [] };
  for (const { path, packages } of sharedPaths(claims)) {
    const left = packages.filter((id) => !packages.some((other) => other !== id && superseders(id).has(other)));
    if (left.length === 1) ownership.superseded.push({ path, packages });
    else ownership.conflicts.push({ path, packages: left.length === 0 ? packages : left });
  }
  return ownership;
};

const sharedPaths = (claims: readonly Claim[]): Shared[] => {
  const keyed = claims.flatMap(({ package_id, paths }) =>
    paths.map((path) => ({ package_id, path, key: collisionKey(path) })),
  );
  const files = new Map<string, { path: string; ids: Set<string> }>();
  for (const { package_id, path, key } of keyed) {
    const claimed = files.get(key) ?? { path, ids: new Set() };
    if (byBytes(path, claimed.path) < 0) claimed.path = path;
    files.set(key, claimed);
    claimed.ids.add(package_id);
  }
  for (const { package_id, key } of keyed) for (const folder of foldersOf(key)) files.get(folder)?.ids.add(package_id);
  return [...files.values()]
    .filter(({ ids }) => ids.size > 1)
    .map(({ path, ids }) => ({ path, packages: [...ids].sort(byBytes) }))
    .sort((a, b) => byBytes(a.path, b.path));
};

/** Whoever takes the place of a package, directly or by way of others; each package is looked up once. */
const supersedersOf = (claims: readonly Claim[]): ((id: string) => ReadonlySet<string>) => {
  const direct = Map.groupBy(
    claims.flatMap(({ package_id, supersedes }) => supersedes.map((superseded) => ({ superseded, by: package_id }))),
    ({ superseded }) => superseded,
  );
  const known = new Map<string, ReadonlySet<string>>();
  return (id) => {
    const all = known.get(id) ?? reach(id, (each) => (direct.get(each) ?? []).map(({ by }) => by));
    known.set(id, all);
    return all;
  };
};

const reach = (start: string, next: (id: string) => readonly string[]): ReadonlySet<string> => {
  const reached = new Set<string>();
  const queue = [start];
  for (const id of queue)
    for (const other of next(id)) {
      if (reached.has(other)) continue;
      reached.add(other);
      queue.push(other);
    }
  return reached;
};
