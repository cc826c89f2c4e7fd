import { setTimeout as pause } from "node:timers/promises";
import type { DataFolder } from "../data-folder.ts";
import { engineCommand } from "./command.ts";
import { freePort } from "./free-port.ts";
import { spawnGuarded, type Guarded } from "./guarded-process.ts";
import { indexStreamRecords } from "./stream-indexes.ts";

export type Engine = { endpoint: string; stop: () => Promise<void> };

const bootDeadlineMilliseconds = 20_000;
const addressFile = "engine-address";

type Options = {
  /** Told when the engine has ended for good and its data cannot be served any more. */
  onLoss?: (error: Error) => void;
};

/**
 * Starts a DynamoDB engine on the folder's data, or in memory, and resolves once it answers. An engine that dies is
 * started again at the same address, since its file holds every acknowledged write; one in memory has lost them.
 */
export const startEngine = async (data: DataFolder, { onLoss = rethrow }: Options = {}): Promise<Engine> => {
  await formerEngineIsGone(data);
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  data.write(addressFile, endpoint);

  let stopping = false;
  let current: Guarded;
  const start = async () => {
    current = spawnGuarded(engineCommand(port, data.path));
    void current.exited.then((reason) => {
      if (stopping) return;
      if (!data.path) {
        onLoss(new Error(`The DynamoDB engine ended (${reason}) and its memory with it`));
        return;
      }
      console.error(`The DynamoDB engine ended (${reason}); starting it again`);
      start().catch(onLoss);
    });
    await answers(endpoint, current);
    if (data.path) indexStreamRecords(data.path);
  };
  await start();
  return {
    endpoint,
    stop: async () => {
      stopping = true;
      await current.stop();
    },
  };
};

const rethrow = (error: Error): never => {
  throw error;
};

/** A runner's death ends its engine too, but a moment later: until then the file is in use. */
const formerEngineIsGone = async (data: DataFolder): Promise<void> => {
  const endpoint = data.read(addressFile);
  const deadline = Date.now() + 2_000;
  while (endpoint && Date.now() < deadline && (await isUp(endpoint))) await pause(5);
};

const answers = async (endpoint: string, engine: Guarded): Promise<void> => {
  const deadline = Date.now() + bootDeadlineMilliseconds;
  while (!(await isUp(endpoint))) {
    if (engine.hasExited()) throw new Error(`The DynamoDB engine did not start: ${await engine.exited}`);
    if (Date.now() > deadline) throw new Error("The DynamoDB engine does not answer");
    await pause(5);
  }
};

const isUp = (endpoint: string): Promise<boolean> =>
  fetch(endpoint, { signal: AbortSignal.timeout(1_000) }).then(
    () => true,
    () => false,
  );
