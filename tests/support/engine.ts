import type { TestProject } from "vitest/node";
import { openDataFolder } from "../../local/data-folder.ts";
import { startEngine } from "../../local/engine/engine.ts";

declare module "vitest" {
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- only an interface can be added to
  export interface ProvidedContext {
    dynamodbEndpoint: string;
  }
}

/** One engine in memory for the whole suite; every test file has tables of its own. */
export default async (project: TestProject) => {
  const engine = await startEngine(openDataFolder(":memory:"));
  project.provide("dynamodbEndpoint", engine.endpoint);
  return engine.stop;
};
