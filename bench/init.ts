import { build } from "esbuild";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { median } from "./median.ts";

const PROCESSES = 15;

/** What a handler that does nothing but read an item comes to, bundled as the CDK bundles one that is told nothing more. */
const bareHandler = `
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));
export const handler = (Key) => documents.send(new GetCommand({ TableName: process.env.RECORDS_TABLE, Key }));`;

const probe = `const start = performance.now(); await import(process.argv[1]); console.log(performance.now() - start);`;

/** How long a fresh process takes to import it, in ms. */
const initOf = (file: string): number =>
  Number(execFileSync(process.execPath, ["--input-type=module", "--eval", probe, file]).toString());

/** The init of each of these bundles over that of a bare handler: medians of fresh processes, one after the other in turn. */
export const initRatios = async (files: readonly string[]): Promise<number[]> => {
  const folder = mkdtempSync(join(tmpdir(), "baton-init-"));
  const bare = join(folder, "bare.mjs");
  const stdin = { contents: bareHandler, resolveDir: process.cwd() };
  const banner = { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' };
  const settings = { bundle: true, minify: true, platform: "node", format: "esm", target: "node24" } as const;
  await build({ stdin, outfile: bare, banner, ...settings });
  const all = [bare, ...files];
  const times = new Map(all.map((file) => [file, [] as number[]]));
  for (let each = 0; each < PROCESSES; each += 1) for (const file of all) times.get(file)?.push(initOf(file));
  rmSync(folder, { recursive: true });
  const least = median(times.get(bare) ?? []);
  return files.map((file) => median(times.get(file) ?? []) / least);
};
