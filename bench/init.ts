import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundleBare } from "./bare-bundle.ts";
import { median } from "./median.ts";

const PROCESSES = 15;

const probe = `const start = performance.now(); await import(process.argv[1]); console.log(performance.now() - start);`;

/** How long a fresh process takes to import it, in ms. */
const initOf = (file: string): number =>
  Number(execFileSync(process.execPath, ["--input-type=module", "--eval", probe, file]).toString());

/** The init of each of these bundles over that of a bare handler: medians of fresh processes, one after the other in turn. */
export const initRatios = async (files: readonly string[]): Promise<number[]> => {
  const folder = mkdtempSync(join(tmpdir(), "baton-init-"));
  const bare = await bundleBare(folder);
  const all = [bare, ...files];
  const times = new Map(all.map((file) => [file, [] as number[]]));
  for (let each = 0; each < PROCESSES; each += 1) for (const file of all) times.get(file)?.push(initOf(file));
  rmSync(folder, { recursive: true });
  const least = median(times.get(bare) ?? []);
  return files.map((file) => median(times.get(file) ?? []) / least);
};
