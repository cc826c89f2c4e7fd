import { copyFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { bundle } from "./bundle.ts";
import { buildConsole } from "./console.ts";
import { openApi, rolesByRoute } from "./openapi.ts";

const pageFiles = ["swagger-ui.css", "swagger-ui-bundle.js", "swagger-ui-bundle.js.LICENSE.txt", "favicon-32x32.png"];

/** Makes a folder for every Lambda, each holding all that is deployed of it, and one with the console's files. */
export const build = async (folder: string): Promise<void> => {
  await rm(join(folder, "docs"), { recursive: true, force: true });
  await bundle(folder);
  await writeFile(join(folder, "docs/get-openapi/openapi.json"), JSON.stringify(await openApi()));
  await writeFile(join(folder, "docs/get-console-settings/roles.json"), JSON.stringify(await rolesByRoute()));
  await buildConsole(join(folder, "console"));
  const { resolve } = createRequire(import.meta.url);
  for (const file of pageFiles)
    await copyFile(resolve(`swagger-ui-dist/${file}`), join(folder, "docs/get-docs-file", file));
};
