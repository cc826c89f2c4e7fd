import { build, type BuildOptions, type Plugin } from "esbuild";
import { existsSync } from "node:fs";
import { copyFile, mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join, resolve } from "node:path";
import { listeners, openRoutes, routes } from "./routes.ts";
import { unusedSchemas } from "./unused-schemas.ts";

const root = resolve(import.meta.dirname, "..");

/** The source of every Lambda, as it is named in routes.ts. */
export const entries: readonly string[] = [...routes, ...openRoutes, ...listeners].map(([, entry]) => entry);
export const sourceOf = (entry: string): string => `functions/${entry}.ts`;

/** The SDK's clients import the description of their package, and read its version alone. */
const versionAlone: Plugin = {
  name: "version-alone",
  setup: (esbuild) => {
    esbuild.onLoad({ filter: /[/\\]@aws-sdk[/\\][^/\\]+[/\\]package\.json$/ }, async ({ path }) => {
      const { version } = JSON.parse(await readFile(path, "utf8")) as { version: string };
      return { loader: "json", contents: JSON.stringify({ version }) };
    });
  },
};

/** Fallbacks of the SDK, by the files of `@smithy/core` that hold each one. */
const fallbacks = [
  "Sha256Js",
  "DefaultRateLimiter",
  "AdaptiveRetryStrategy",
  "getInstanceMetadataRegion",
  "parseIni",
  "getConfigData",
];

/**
 * What the SDK falls back to and no Lambda ever needs: SHA-256 in JavaScript, since Node has its own, the adaptive retries, since
 * ours are configured, and the metadata of EC2 and the files of a home, since Lambda names its region. They are 9 KB of every
 * bundle.
 */
const neverRun: Plugin = {
  name: "never-run",
  setup: (esbuild) => {
    const filter = new RegExp(String.raw`[/\\]@smithy[/\\]core[/\\].*[/\\](?:${fallbacks.join("|")})\.js$`);
    // A function can be called, and constructed as well; a home whose files say nothing is as good as none.
    esbuild.onLoad({ filter }, ({ path }) => ({
      contents: `export function ${basename(path, ".js")}() { return {}; }`,
    }));
  },
};

/** The errors of DynamoDB that are told apart by their class: they bring more than a name and a message. */
const OWN_ERROR = /^(?:DynamoDBService|ConditionalCheckFailed|TransactionCanceled)Exception$/;

/**
 * The SDK registers a class for each of DynamoDB's 35 errors, most of them of backups, imports and global tables. An error without
 * one still has its name, message and status, by which it is retried. They are 12 KB of every bundle.
 */
const ownErrors: Plugin = {
  name: "own-errors",
  setup: (esbuild) => {
    esbuild.onLoad({ filter: /[/\\]client-dynamodb[/\\].*[/\\]schemas_0\.js$/ }, async ({ path }) => {
      const text = await readFile(path, "utf8");
      const contents = text.replaceAll(
        /^export var (\w+)\$ = [^;]+;\n\w+\.registerError\(\1\$, \1\);$/gm,
        (registered, error: string) => (OWN_ERROR.test(error) ? registered : ""),
      );
      return { contents };
    });
  },
};

const options: BuildOptions = {
  absWorkingDir: root,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  minify: true,
  platform: "node",
  target: "node24",
  format: "esm",
  // The default takes CommonJS first, which cannot be tree-shaken.
  mainFields: ["module", "main"],
  alias: {
    "@aws-sdk/credential-provider-node": "./infra/environment-credentials.ts",
    "@aws-sdk/middleware-endpoint-discovery": "./infra/no-endpoint-discovery.ts",
    "@smithy/core/event-streams": "./infra/no-event-streams.ts",
  },
  plugins: [versionAlone, neverRun, ownErrors, unusedSchemas],
  legalComments: "none",
  logLevel: "warning",
};

/** The files of packages that a Lambda reads, which lie beside its bundle as they do beside its source. */
const beside: Record<string, readonly string[]> = {
  "launch-handoffs/export-handoff": [
    "dejavu-fonts-ttf/ttf/DejaVuSans.ttf",
    "dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf",
    "dejavu-fonts-ttf/LICENSE",
  ],
};

/**
 * Builds every Lambda into `<folder>/<entry>/index.mjs`, in one call. The bytes depend on the sources alone, not on where
 * they lie.
 * @throws when an entry of routes.ts has no source
 */
export const bundle = async (folder: string): Promise<void> => {
  const missing = entries.map(sourceOf).filter((source) => !existsSync(join(root, source)));
  if (missing.length > 0) throw new Error(`infra/routes.ts names what is not there: ${missing.join(", ")}`);
  const alone = entries.filter((entry) => !(entry in beside));
  await build({
    ...options,
    entryPoints: alone.map((entry) => ({ in: sourceOf(entry), out: `${entry}/index` })),
    outdir: resolve(folder),
  });
  await Promise.all(Object.entries(beside).map(([entry, files]) => bundleWith(files, entry, join(folder, entry))));
};

/** One whose lazy imports are files of their own, so that only whoever needs them loads them. */
const bundleWith = async (files: readonly string[], entry: string, folder: string): Promise<void> => {
  await build({
    ...options,
    entryPoints: [{ in: sourceOf(entry), out: "index" }],
    outdir: resolve(folder),
    splitting: true,
    chunkNames: "[name]-[hash]",
  });
  const { resolve: resolvePackage } = createRequire(import.meta.url);
  for (const file of files) {
    const copy = join(folder, "node_modules", file);
    await mkdir(dirname(copy), { recursive: true });
    await copyFile(resolvePackage(file), copy);
  }
};
