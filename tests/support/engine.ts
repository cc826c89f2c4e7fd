import type { TestProject } from "vitest/node";
import { startEngine } from "../../local/engine/engine.ts";
import { startKms } from "../../local/kms/kms.ts";
import { openTemporaryFolder } from "./temporary-data.ts";

declare module "vitest" {
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- only an interface can be added to
  export interface ProvidedContext {
    dynamodbEndpoint: string;
    kmsEndpoint: string;
    signingKeyId: string;
  }
}

/** One engine and one key service for the whole suite; every test file has tables of its own. */
export default async (project: TestProject) => {
  const data = openTemporaryFolder();
  const [engine, kms] = await Promise.all([startEngine(data), startKms(data, ["signing"])]);
  project.provide("dynamodbEndpoint", engine.endpoint);
  project.provide("kmsEndpoint", kms.endpoint);
  project.provide("signingKeyId", kms.keyArns[0] ?? "");
  return async () => {
    await Promise.all([engine.stop(), kms.stop()]);
    data.release();
  };
};
