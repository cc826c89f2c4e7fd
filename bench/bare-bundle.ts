import { build } from "esbuild";
import { join } from "node:path";

/** Bundles `bare.ts` as the CDK bundles a handler that it is told nothing more about. @returns the file */
export const bundleBare = async (folder: string): Promise<string> => {
  const outfile = join(folder, "bare.mjs");
  await build({
    entryPoints: [new URL("bare.ts", import.meta.url).pathname],
    outfile,
    bundle: true,
    minify: true,
    platform: "node",
    format: "esm",
    target: "node24",
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
  });
  return outfile;
};
