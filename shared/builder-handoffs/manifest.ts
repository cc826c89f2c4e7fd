import { isBlank } from "./evidence.ts";
import { findingsBy, judged, type Finding, type Judgement } from "./finding.ts";
import { readJson, type JsonText } from "./json-text.ts";
import { judgeAssets, readAssets, type Asset } from "./manifest-asset.ts";
import { isObject, judgeKeys, type Members, SCHEMA_VERSION, SHAPES, textsIn } from "./manifest-key.ts";
import { manifestRules } from "./manifest-rules.ts";
import { judgePlane } from "./tier.ts";

/** What was read of a manifest.json; a member that is absent, or of another type, is left out. */
export type Manifest = {
  package_id?: string;
  version?: string;
  schema_version?: string;
  spec_id?: string;
  framework_id?: string;
  plane_id?: string;
  dependencies: string[];
  supersedes: string[];
  assets?: Asset[];
};

const find = findingsBy(manifestRules);

const LEGACY_VERSIONS = ["1.0", "1.1"];
const TEXTS = ["package_id", "version", "schema_version", "spec_id", "framework_id", "plane_id"] as const;

/** Judges the text of a manifest.json (Critical Constraint 3, Package Plan). Nothing that is sent makes it throw. */
export const judgeManifest = (document: string): Judgement<Manifest> => {
  const json = readJson(document);
  const nothing: Manifest = { dependencies: [], supersedes: [] };
  const fix = "Write one JSON object; see the Package Plan of the standard for its members.";
  if ("fault" in json) return judged(nothing, [find("manifest.json", { line: json.line, found: json.fault, fix })]);
  const { value } = json;
  if (!isObject(value))
    return judged(nothing, [find("manifest.json", { found: "A JSON value that is no object", fix })]);
  const manifest = readManifest(value, json);
  return judged(manifest, [
    ...judgeKeys(value, json),
    ...judgeTexts(manifest, json),
    ...judgeDependencies(manifest, json),
    ...judgeSupersedes(manifest, json),
    ...(Array.isArray(value.assets) ? judgeAssets(value.assets, json) : []),
  ]);
};

const readManifest = (value: Members, json: JsonText): Manifest => ({
  ...Object.fromEntries(TEXTS.filter((key) => typeof value[key] === "string").map((key) => [key, value[key]])),
  dependencies: textsIn(value.dependencies),
  supersedes: typeof value.supersedes === "string" ? [value.supersedes] : textsIn(value.supersedes),
  ...(Array.isArray(value.assets) && { assets: readAssets(value.assets, json) }),
});

const judgeTexts = (manifest: Manifest, { lineAt }: JsonText): Finding[] =>
  TEXTS.flatMap((key) => {
    const text = manifest[key];
    const line = lineAt(key);
    if (text === undefined) return [];
    if (isBlank(text.trim()))
      return [find("manifest.key.empty", { line, found: `"${key}": "${text}"`, fix: `Write ${SHAPES[key] ?? ""}.` })];
    if (key === "schema_version") return judgeSchemaVersion(text, line);
    if (key === "plane_id") return judgePlane(text, line);
    if (key === "package_id" && !/^PKG-[A-Z0-9]+(-[A-Z0-9]+)*$/.test(text))
      return [
        find("manifest.package_id.form", {
          line,
          found: text,
          fix: "Write PKG- and a name of capitals, digits and hyphens, such as PKG-KERNEL-001.",
        }),
      ];
    return [];
  });

const judgeSchemaVersion = (version: string, line: number | undefined): Finding[] => {
  if (version === SCHEMA_VERSION) return [];
  const rule = LEGACY_VERSIONS.includes(version) ? "manifest.schema_version.legacy" : "manifest.schema_version.unknown";
  const fix = `Move the manifest to "schema_version": "${SCHEMA_VERSION}", with ${SHAPES.assets ?? ""} and ${SHAPES.dependencies ?? ""}.`;
  return [find(rule, { line, found: version, fix })];
};

const judgeDependencies = ({ package_id, dependencies }: Manifest, { lineAt }: JsonText): Finding[] =>
  dependencies.flatMap((id, at) => {
    const line = lineAt("dependencies", at);
    if (id === package_id)
      return [
        find("manifest.dependency.self", { line, found: id, fix: "Remove it: a package cannot wait for itself." }),
      ];
    if (dependencies.indexOf(id) < at)
      return [find("manifest.dependency.twice", { line, found: id, fix: "Name each package once." })];
    return [];
  });

const judgeSupersedes = ({ package_id: found, supersedes }: Manifest, { lineAt }: JsonText): Finding[] => {
  if (found === undefined || !supersedes.includes(found)) return [];
  const line = lineAt("supersedes", supersedes.indexOf(found)) ?? lineAt("supersedes");
  const fix = "Remove it: a package cannot take its own place.";
  return [find("manifest.supersedes.self", { line, found, fix })];
};
