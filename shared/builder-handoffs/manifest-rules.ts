import { blocker, type Rules, warning } from "./finding.ts";

const ASSETS_NOT_FILES =
  'Manifests MUST use `"assets"` array (not `"files"` dict), `"dependencies"` (not `"depends_on"`), and include `schema_version`, `spec_id`, `framework_id`.';
const PACKAGE_PLAN = "Package ID, layer, spec_id, framework_id, plane_id";

export const manifestRules = {
  "manifest.json": blocker("with manifest.json, SHA256 hashes, proper dependencies"),
  "manifest.key.missing": blocker(ASSETS_NOT_FILES),
  "manifest.key.legacy": blocker(ASSETS_NOT_FILES),
  "manifest.key.type": blocker(ASSETS_NOT_FILES),
  "manifest.key.empty": blocker(PACKAGE_PLAN),
  "manifest.framework_id.missing": warning(ASSETS_NOT_FILES),
  "manifest.schema_version.legacy": blocker(ASSETS_NOT_FILES),
  "manifest.schema_version.unknown": blocker(ASSETS_NOT_FILES),
  "manifest.package_id.form": blocker("New code ships as packages in `_reboot/_staging/PKG-<NAME>/`"),
  "manifest.dependency.self": blocker("Dependencies (other package IDs)"),
  "manifest.supersedes.self": blocker("Resolves package lifecycle (mark superseded packages, update dependencies)"),
  "manifest.dependency.twice": warning("Dependencies (other package IDs)"),
} satisfies Rules;
