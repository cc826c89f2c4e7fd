import { join, resolve } from "node:path";
import { build } from "vite";

const root = resolve(import.meta.dirname, "../web");

/** Builds the console's files into a folder. Their names carry their hash, all but that of the page itself. */
export const buildConsole = async (folder: string): Promise<void> => {
  await build({
    root,
    configFile: join(root, "vite.config.ts"),
    logLevel: "warn",
    build: { outDir: resolve(folder), emptyOutDir: true },
  });
};
