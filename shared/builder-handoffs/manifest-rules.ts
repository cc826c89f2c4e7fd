import type { Rules } from "./finding.ts";

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
  "manifest.supersedes.self": {
    severity: "blocker",
    says: "Resolves package lifecycle (mark superseded packages, update dependencies)",
  },
  "manifest.dependency.twice": { severity: "warning", says: "Dependencies (other package IDs)" },
} as const satisfies Rules;
