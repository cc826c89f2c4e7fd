import { startEngine } from "../local/engine/engine.ts";
import { createTables } from "../local/engine/tables.ts";
import { enterEnvironment, environmentOf } from "../local/functions/environment.ts";
import { synthesise } from "../local/synthesis.ts";
import type { Model } from "../local/template/model.ts";
import { readModel } from "../local/template/template.ts";
import { openTemporaryFolder } from "../tests/support/temporary-data.ts";

/** A fresh engine with the tables of the dev stage, and the environment that its functions run in. */
export const startBench = async (): Promise<{ model: Model; stop: () => Promise<void> }> => {
  const model = readModel(await synthesise(), { origin: "http://localhost" });
  const data = openTemporaryFolder();
  const engine = await startEngine(data);
  await createTables(model.tables, engine.endpoint);
  enterEnvironment(environmentOf(model.functions, engine.endpoint));
  const stop = async () => {
    await engine.stop();
    data.release();
  };
  return { model, stop };
};
