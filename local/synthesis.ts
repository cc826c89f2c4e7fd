import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const sources = ["infra", "functions", "shared", "cdk.json", "package-lock.json"];
const hashFile = "sources.sha256";

/**
 * Synthesises the dev stage, unless nothing that goes into it has changed since the last time. Resolves to the folder of
 * the cloud assembly.
 */
export const synthesise = async (): Promise<string> => {
  const folder = join(root, ".build", "local");
  const hash = hashOf(sources);
  if (readIfThere(join(folder, hashFile)) === hash) return folder;

  console.log("synthesising the dev stage");
  const fresh = `${folder}-${process.pid}`;
  try {
    await run(cdkCli(), ["synth", "--quiet", "--no-notices", "--context", "stage=dev", "--output", fresh]);
    writeFileSync(join(fresh, hashFile), hash);
    rmSync(folder, { recursive: true, force: true });
    renameSync(fresh, folder);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  return folder;
};

const readIfThere = (file: string) => (existsSync(file) ? readFileSync(file, "utf8") : undefined);

const hashOf = (paths: string[]): string => {
  const hash = createHash("sha256");
  for (const file of paths.flatMap(filesBelow)) {
    const content = readFileSync(join(root, file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
};

/** The files of a folder, or the file itself; none if it is not there. */
const filesBelow = (path: string): string[] => {
  const at = join(root, path);
  if (!existsSync(at)) return [];
  if (!statSync(at).isDirectory()) return [path];
  return readdirSync(at, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(root, join(parentPath, name)))
    .sort();
};

const cdkCli = () => join(dirname(createRequire(import.meta.url).resolve("aws-cdk/package.json")), "bin", "cdk");

const run = async (script: string, parameters: string[]): Promise<void> => {
  const child = spawn(process.execPath, [script, ...parameters], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    // The CDK app must run on this Node too, whichever comes first on the caller's path.
    env: { ...process.env, PATH: [dirname(process.execPath), process.env.PATH].join(delimiter) },
  });
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => said.push(chunk));
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0) throw new Error(`The dev stage cannot be synthesised:\n${Buffer.concat(said).toString()}`);
};
