import { build } from "esbuild";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { listeners, openRoutes, routes } from "./routes.ts";

const root = resolve(import.meta.dirname, "..");

/** The source of every Lambda, as it is named in routes.ts. */
export const entries: readonly string[] = [...routes, ...openRoutes, ...listeners].map(([, entry]) => entry);
export const sourceOf = (entry: string): string => `functions/${entry}.ts`;

/**
 * Builds every Lambda into `<folder>/<entry>/index.mjs`, in one call. The bytes depend on the sources alone, not on where
 * they lie.
 * @throws when an entry of routes.ts has no source
 */
export const bundle = async (folder: string): Promise<void> => {
  const missing = entries.map(sourceOf).filter((source) => !existsSync(join(root, source)));
  if (missing.length > 0) throw new Error(`infra/routes.ts names what is not there: ${missing.join(", ")}`);
  await build({
    absWorkingDir: root,
    entryPoints: entries.map((entry) => ({ in: sourceOf(entry), out: `${entry}/index` })),
    outdir: resolve(folder),
    outExtension: { ".js": ".mjs" },
    bundle: true,
    minify: true,
    platform: "node",
    target: "node24",
    format: "esm",
    // The default takes CommonJS first, which cannot be tree-shaken.
    mainFields: ["module", "main"],
    alias: { "@aws-sdk/credential-provider-node": "./infra/environment-credentials.ts" },
    // The SDK imports it for operations that stream events; nothing here calls one, and it is 20 KB.
    external: ["@smithy/core/event-streams"],
    legalComments: "none",
    logLevel: "warning",
  });
};
