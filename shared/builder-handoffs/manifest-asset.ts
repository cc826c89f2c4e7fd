import { collisionsIn, pathFault, pathFixes, pathRules } from "./asset-path.ts";
import { blocker, type Finding, findingsBy, type Rules, warning } from "./finding.ts";
import type { JsonText } from "./json-text.ts";
import { hashFaults, hashFix } from "./sha256.ts";

/** A file that a package declares. Classification is an open set. `line` is where the manifest names it. */
export type Asset = { path: string; sha256: string; classification: string; line?: number | undefined };

const HASH_FORMAT = "Manifest hashes use `sha256:<64hex>` format (not bare hex)";
const ASSETS_LIST = "Assets list with paths and classifications";

export const assetRules = {
  "manifest.asset.none": warning(ASSETS_LIST),
  "manifest.asset.key": blocker(ASSETS_LIST),
  "manifest.asset.twice": blocker(ASSETS_LIST),
  "manifest.asset.collision": blocker("Packages must NEVER overwrite another package's files."),
  "manifest.asset.self": blocker(ASSETS_LIST),
  "manifest.hash.empty": blocker(HASH_FORMAT),
  "manifest.hash.placeholder": blocker(HASH_FORMAT),
  "manifest.hash.prefix": blocker(HASH_FORMAT),
  "manifest.hash.length": blocker(HASH_FORMAT),
  "manifest.hash.case": blocker(HASH_FORMAT),
  "manifest.hash.truncated": blocker(HASH_FORMAT),
  "manifest.hash.lookalike": blocker(HASH_FORMAT),
  "manifest.hash.digit": blocker(HASH_FORMAT),
  "manifest.hash.algorithm": blocker(HASH_FORMAT),
} satisfies Rules;
const find = findingsBy(assetRules);
const findPath = findingsBy(pathRules);

const KEYS = ["path", "sha256", "classification"] as const;

const textAt = (asset: unknown, key: string): string | undefined => {
  const value =
    typeof asset === "object" && asset !== null && Object.hasOwn(asset, key)
      ? (asset as Record<string, unknown>)[key]
      : undefined;
  return typeof value === "string" ? value : undefined;
};

/** The assets that at least have a path; what else is missing is empty. */
export const readAssets = (assets: readonly unknown[], { lineAt }: JsonText): Asset[] =>
  assets.flatMap((asset, at) => {
    const [path, sha256 = "", classification = ""] = KEYS.map((key) => textAt(asset, key));
    return path === undefined ? [] : [{ path, sha256, classification, line: lineAt("assets", at, "path") }];
  });

/** Judges each asset alone, and all of them as the files of one folder. */
export const judgeAssets = (assets: readonly unknown[], json: JsonText): Finding[] => {
  const line = json.lineAt("assets");
  if (assets.length === 0)
    return [find("manifest.asset.none", { line, found: '"assets": []', fix: "Declare every file of the package." })];
  return [...assets.flatMap((asset, at) => judgeAsset(asset, at, json)), ...judgeTogether(assets, json)];
};

const judgeAsset = (asset: unknown, at: number, { lineAt }: JsonText): Finding[] => [
  ...KEYS.filter(
    (key) => textAt(asset, key) === undefined || (key === "classification" && textAt(asset, key)?.trim() === ""),
  ).map((key) =>
    find("manifest.asset.key", {
      line: lineAt("assets", at),
      found: `${textAt(asset, "path") ?? `asset ${at + 1}`} has no "${key}"`,
      fix: 'Give each asset "path", "sha256" and "classification", as text.',
    }),
  ),
  ...judgePath(textAt(asset, "path"), lineAt("assets", at, "path")),
  ...judgeHash(textAt(asset, "sha256"), lineAt("assets", at, "sha256")),
];

const judgePath = (path: string | undefined, line: number | undefined): Finding[] => {
  if (path === undefined) return [];
  const fault = pathFault(path);
  if (fault) return [findPath(fault, { line, found: path, fix: pathFixes[fault] })];
  if (path !== "manifest.json") return [];
  return [find("manifest.asset.self", { line, found: path, fix: "Leave it out: no file can hold its own hash." })];
};

const judgeHash = (hash: string | undefined, line: number | undefined): Finding[] =>
  hash === undefined
    ? []
    : hashFaults(hash).map((fault) => find(`manifest.hash.${fault}`, { line, found: hash, fix: hashFix(fault, hash) }));

const judgeTogether = (assets: readonly unknown[], { lineAt }: JsonText): Finding[] => {
  const paths = assets.map((asset) => textAt(asset, "path") ?? "");
  const first = new Map<string, number>();
  const twice = paths.flatMap((path, at) => {
    if (path === "" || !first.has(path)) first.set(path, at);
    else
      return [
        find("manifest.asset.twice", { line: lineAt("assets", at), found: path, fix: "Declare each file once." }),
      ];
    return [];
  });
  const collisions = collisionsIn(paths.filter((path) => pathFault(path) === undefined)).map((group) =>
    find("manifest.asset.collision", {
      line: lineAt("assets", first.get(group[1] ?? "") ?? 0),
      found: group.join(" and "),
      fix: "Rename one: where case does not count they are one file, or a file and a folder of one name.",
    }),
  );
  return [...twice, ...collisions];
};
