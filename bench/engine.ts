import { openDataFolder } from "../local/data-folder.ts";
import { startEngine } from "../local/engine/engine.ts";
import { createTables } from "../local/engine/tables.ts";
import { enterEnvironment, environmentOf } from "../local/functions/environment.ts";
import { synthesise } from "../local/synthesis.ts";
import type { Model } from "../local/template/model.ts";
import { readModel } from "../local/template/template.ts";

/** A fresh engine in memory with the tables of the dev stage, and the environment that its functions run in. */
export const startBench = async (): Promise<{ model: Model; stop: () => Promise<void> }> => {
  const model = readModel(await synthesise(), { origin: "http://localhost" });
  const engine = await startEngine(openDataFolder(":memory:"));
  await createTables(model.tables, engine.endpoint);
  enterEnvironment(environmentOf(model.functions, engine.endpoint));
  return { model, stop: engine.stop };
};
