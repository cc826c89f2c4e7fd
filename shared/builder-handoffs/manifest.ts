import { isBlank } from "./evidence.ts";
import { findingsBy, judged, type Finding, type Judgement, type Rules } from "./finding.ts";
import { readJson, type JsonText } from "./json-text.ts";
import { judgeAssets, readAssets, type Asset } from "./manifest-asset.ts";
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

const ASSETS_NOT_FILES =
  'Manifests MUST use `"assets"` array (not `"files"` dict), `"dependencies"` (not `"depends_on"`), and include `schema_version`, `spec_id`, `framework_id`.';
const PACKAGE_PLAN = "Package ID, layer, spec_id, framework_id, plane_id";

export const manifestRules = {
  "manifest.json": { severity: "blocker", says: "with manifest.json, SHA256 hashes, proper dependencies" },
  "manifest.key.missing": { severity: "blocker", says: ASSETS_NOT_FILES },
  "manifest.key.legacy": { severity: "blocker", says: ASSETS_NOT_FILES },
  "manifest.key.type": { severity: "blocker", says: ASSETS_NOT_FILES },
  "manifest.key.empty": { severity: "blocker", says: PACKAGE_PLAN },
  "manifest.framework_id.missing": { severity: "warning", says: ASSETS_NOT_FILES },
  "manifest.schema_version.legacy": { severity: "blocker", says: ASSETS_NOT_FILES },
  "manifest.schema_version.unknown": { severity: "blocker", says: ASSETS_NOT_FILES },
  "manifest.package_id.form": {
    severity: "blocker",
    says: "New code ships as packages in `_reboot/_staging/PKG-<NAME>/`",
  },
  "manifest.dependency.self": { severity: "blocker", says: "Dependencies (other package IDs)" },
  "manifest.dependency.twice": { severity: "warning", says: "Dependencies (other package IDs)" },
} as const satisfies Rules;
const find = findingsBy(manifestRules);

const SCHEMA_VERSION = "1.2";
const LEGACY_VERSIONS = ["1.0", "1.1"];
const TEXTS = ["package_id", "version", "schema_version", "spec_id", "framework_id", "plane_id"] as const;
const REQUIRED = ["package_id", "version", "schema_version", "spec_id", "plane_id", "dependencies", "assets"] as const;
const LEGACY: Readonly<Record<string, (typeof REQUIRED)[number]>> = { files: "assets", depends_on: "dependencies" };

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
    ...(Array.isArray(value.assets) ? judgeAssets(value.assets, json) : []),
  ]);
};

type Members = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const has = (value: Members, key: string): boolean => Object.hasOwn(value, key);

const readManifest = (value: Members, json: JsonText): Manifest => ({
  ...Object.fromEntries(TEXTS.filter((key) => typeof value[key] === "string").map((key) => [key, value[key]])),
  dependencies: textsIn(value.dependencies),
  supersedes: typeof value.supersedes === "string" ? [value.supersedes] : textsIn(value.supersedes),
  ...(Array.isArray(value.assets) && { assets: readAssets(value.assets, json) }),
});

const textsIn = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];

/** Every member that has to be there, under the name and of the type that it has to have. */
const judgeKeys = (value: Members, { lineAt }: JsonText): Finding[] => [
  ...Object.entries(LEGACY)
    .filter(([legacy]) => has(value, legacy))
    .map(([legacy, key]) =>
      find("manifest.key.legacy", {
        line: lineAt(legacy),
        found: `"${legacy}"`,
        fix: `Write ${SHAPES[key]} in its place.`,
      }),
    ),
  ...REQUIRED.filter(
    (key) => !has(value, key) && !Object.keys(LEGACY).some((old) => LEGACY[old] === key && has(value, old)),
  ).map((key) => find("manifest.key.missing", { found: `no "${key}"`, fix: `Add ${SHAPES[key]}.` })),
  ...(has(value, "framework_id")
    ? []
    : [find("manifest.framework_id.missing", { found: 'no "framework_id"', fix: `Add ${SHAPES.framework_id}.` })]),
  ...Object.keys(SHAPES)
    .filter((key) => has(value, key) && !isOfShape(key, value[key]))
    .map((key) =>
      find("manifest.key.type", {
        line: lineAt(key),
        found: `"${key}" is ${kindOf(value[key])}`,
        fix: `Write ${SHAPES[key] ?? ""}.`,
      }),
    ),
];

const SHAPES: Readonly<Record<string, string>> = {
  package_id: '"package_id": "PKG-<NAME>"',
  version: '"version": "1.0.0", as text',
  schema_version: `"schema_version": "${SCHEMA_VERSION}", as text`,
  spec_id: '"spec_id": "SPEC-…", as text',
  framework_id: '"framework_id": "FMWK-…", as text',
  plane_id: '"plane_id": "hot"',
  dependencies: '"dependencies": [package ids]',
  assets: '"assets": [{"path", "sha256": "sha256:<64 hex>", "classification"}]',
  supersedes: '"supersedes": [package ids]',
};

const isOfShape = (key: string, value: unknown): boolean => {
  if (key === "assets") return Array.isArray(value);
  if (key === "dependencies") return Array.isArray(value) && textsIn(value).length === value.length;
  if (key === "supersedes")
    return (
      value === null || typeof value === "string" || (Array.isArray(value) && textsIn(value).length === value.length)
    );
  return typeof value === "string";
};

const kindOf = (value: unknown): string =>
  value === null ? "null" : Array.isArray(value) ? "an array of something else" : `a ${typeof value}`;

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
