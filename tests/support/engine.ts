import type { TestProject } from "vitest/node";
import { openDataFolder } from "../../local/data-folder.ts";
import { startEngine } from "../../local/engine/engine.ts";

declare module "vitest" {
  export interface ProvidedContext {
    dynamodbEndpoint: string;
  }
}

/** One engine in memory for the whole suite; every test file has tables of its own. */
export default async (project: TestProject) => {
  const engine = await startEngine(await openDataFolder(":memory:"));
  project.provide("dynamodbEndpoint", engine.endpoint);
  return engine.stop;
};
