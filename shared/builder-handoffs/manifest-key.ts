import { type Finding, findingsBy } from "./finding.ts";
import type { JsonText } from "./json-text.ts";
import { manifestRules } from "./manifest-rules.ts";

const find = findingsBy(manifestRules);

export const SCHEMA_VERSION = "1.2";
const REQUIRED = ["package_id", "version", "schema_version", "spec_id", "plane_id", "dependencies", "assets"] as const;
const LEGACY: Readonly<Record<string, (typeof REQUIRED)[number]>> = { files: "assets", depends_on: "dependencies" };

export type Members = Readonly<Record<string, unknown>>;
export const isObject = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const has = (value: Members, key: string): boolean => Object.hasOwn(value, key);

/** The texts in an array; nothing of anything else. */
export const textsIn = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];

/** Every member that has to be there, under the name and of the type that it has to have. */
export const judgeKeys = (value: Members, { lineAt }: JsonText): Finding[] => [
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

export const SHAPES: Readonly<Record<string, string>> = {
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
