import { spawn } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const repository = fileURLToPath(new URL("..", import.meta.url));
const sources = ["infra", "functions", "shared", "web", "cdk.json", "package-lock.json"];
/** Enough for the stacks that run at the same time, each from the sources as they were when it started. */
const keptAssemblies = 5;

/**
 * Synthesises the dev stage of the CDK app at `root`, unless that was done before of the same sources. Resolves to the
 * folder of the cloud assembly, named by their hash: a running stack takes its functions from it, whatever is edited.
 */
export const synthesise = async (root = repository): Promise<string> => {
  const assemblies = join(root, ".build", "local");
  const folder = join(assemblies, hashOf(root).slice(0, 16));
  if (!existsSync(folder)) {
    console.log("synthesising the dev stage");
    mkdirSync(assemblies, { recursive: true });
    removeAbandoned(assemblies);
    const fresh = `${folder}.${process.pid}.${randomUUID()}`;
    try {
      await run(root, cdkCli(), ["synth", "--quiet", "--no-notices", "--context", "stage=dev", "--output", fresh]);
      moveUnlessThere(fresh, folder);
    } finally {
      rmSync(fresh, { recursive: true, force: true });
    }
  }
  const now = new Date();
  utimesSync(folder, now, now);
  removeOldest(assemblies);
  return folder;
};

/** Another start may have been faster with the same. */
const moveUnlessThere = (from: string, to: string): void => {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!existsSync(to)) throw error;
  }
};

/** Removes what starts have begun that were killed over it. */
const removeAbandoned = (assemblies: string): void => {
  for (const name of readdirSync(assemblies)) {
    const [, pid] = /^[0-9a-f]{16}\.(\d+)\./.exec(name) ?? [];
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(assemblies, name), { recursive: true, force: true });
  }
};

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
};

/** Removes all assemblies but those that were used last. */
const removeOldest = (assemblies: string): void => {
  const usedAt = (folder: string) => statSync(folder).mtimeMs;
  const byUse = readdirSync(assemblies)
    .filter((name) => /^[0-9a-f]{16}$/.test(name))
    .map((name) => join(assemblies, name))
    .sort((a, b) => usedAt(b) - usedAt(a));
  for (const folder of byUse.slice(keptAssemblies)) rmSync(folder, { recursive: true, force: true });
};

const hashOf = (root: string): string => {
  const hash = createHash("sha256");
  for (const file of sources.flatMap((source) => filesBelow(root, source))) {
    const content = readFileSync(join(root, file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
};

/** The files of a folder, or the file itself; none if it is not there. */
const filesBelow = (root: string, path: string): string[] => {
  const at = join(root, path);
  if (!existsSync(at)) return [];
  if (!statSync(at).isDirectory()) return [path];
  return readdirSync(at, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(root, join(parentPath, name)))
    .sort();
};

const cdkCli = () => join(dirname(createRequire(import.meta.url).resolve("aws-cdk/package.json")), "bin", "cdk");

const run = async (root: string, script: string, parameters: string[]): Promise<void> => {
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
