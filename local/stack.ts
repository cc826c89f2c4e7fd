import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { jwtAuthorizer } from "./gateway/authorizer.ts";
import { distribution } from "./distribution/distribution.ts";
import { openDataFolder, type DataFolder } from "./data-folder.ts";
import { startEngine, type Engine } from "./engine/engine.ts";
import { enterEnvironment, environmentOf } from "./functions/environment.ts";
import { invoker } from "./functions/functions.ts";
import { gateway } from "./gateway/gateway.ts";
import { close, listen, type Handle } from "./gateway/http-server.ts";
import { issuerOf } from "./template/identity.ts";
import { issuer } from "./issuer/issuer.ts";
import { startKms } from "./kms/kms.ts";
import type { Model } from "./template/model.ts";
import { quietly } from "./quiet.ts";
import { decideOnSamples, samplePeople, sendSamples } from "./samples.ts";
import { startS3 } from "./s3/s3.ts";
import { startSns } from "./sns/sns.ts";
import { runSchedules } from "./schedules/schedules.ts";
import { signingKey } from "./issuer/signing-key.ts";
import { runStreams } from "./streams/streams.ts";
import { synthesise } from "./synthesis.ts";
import { createTables } from "./engine/tables.ts";
import { readModel } from "./template/template.ts";

export type StackOptions = {
  /** 0 is any free port. */
  port: number;
  /** The folder that keeps the data, or `:memory:`. */
  data: string;
  /** The folder of a synthesised cloud assembly; this repository's dev stage if not given. */
  assembly?: string;
  /** A DynamoDB endpoint to use in place of an engine of its own. */
  dynamodbEndpoint?: string | undefined;
  /** The folder of the sample calls, or `none`. */
  samples?: string;
  /** Told when the stack cannot go on, such as when its engine does not come back. */
  onFailure?: (error: Error) => void;
};
export type RunningStack = {
  url: string;
  dynamodbEndpoint: string;
  kmsEndpoint: string;
  s3Endpoint: string;
  snsEndpoint: string;
  model: Model;
  /** What the stack keeps besides its tables, such as the failure queues and what was published to topics. */
  data: DataFolder;
  /** Resolves when the functions on the tables' streams have been given everything written before. */
  delivered: () => Promise<void>;
  /** Wakes a function that has a schedule without waiting for its time: resolves and rejects as the function does. */
  fire: (functionName: string) => Promise<unknown>;
  stop: () => Promise<void>;
};

const sampleFolder = fileURLToPath(new URL("../samples", import.meta.url));
const stopDeadlineMilliseconds = 1_000;
/** For a function at work whose caller has gone away. */
const idleDeadlineMilliseconds = 5_000;

/**
 * Runs a synthesised stack on this machine and resolves when it takes calls. Whatever it had begun is ended again if
 * that fails.
 */
export const startStack = async (options: StackOptions): Promise<RunningStack> => {
  const {
    samples = sampleFolder,
    onFailure = (error: Error) => {
      console.error(error);
    },
  } = options;
  const undo: (() => unknown)[] = [];
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const handle = Promise.withResolvers<Handle>();
    const { port, server } = await listen(options.port, handle.promise);
    undo.push(() => close(server));
    const url = `http://localhost:${port}`;

    const data = openDataFolder(options.data);
    undo.push(data.release);
    decideOnSamples(data, samples !== "none");

    const { dynamodbEndpoint: given } = options;
    const starting = given ? existing(given) : startEngine(data, { onLoss: onFailure });
    undo.push(() => starting.then((engine) => engine.stop()).catch(() => undefined));
    // Awaited below, once there are templates; until then its failure is not an unhandled one.
    starting.catch(() => undefined);
    const model = readModel(options.assembly ?? (await synthesise()), { origin: url });
    const kms = await startKms(data, model.signingKeys);
    undo.push(kms.stop);
    const s3 = await startS3(data, model.buckets);
    undo.push(s3.stop);
    const sns = await startSns(data, model.topics);
    undo.push(sns.stop);
    const [engine, key] = await Promise.all([starting, signingKey(data)]);
    await createTables(model.tables, engine.endpoint);
    const others = { kms: kms.endpoint, s3: s3.endpoint, sns: sns.endpoint };
    undo.push(enterEnvironment(environmentOf(model.functions, engine.endpoint, others)));

    const { invoke, idle } = invoker(model.functions);
    undo.push(() => Promise.race([idle(), pause(idleDeadlineMilliseconds, undefined, { ref: false })]));
    const streams = await runStreams({ model, endpoint: engine.endpoint, invoke, data });
    undo.push(() => Promise.race([streams.stop(), pause(stopDeadlineMilliseconds)]));
    const schedules = runSchedules({ model, invoke, data });
    undo.push(() => Promise.race([schedules.stop(), pause(stopDeadlineMilliseconds)]));
    const api = gateway({ routes: model.routes, invoke, authorize: jwtAuthorizer(), afterWrite: streams.wake });
    const front = model.distribution ? distribution(model.distribution, api) : api;
    const people = () => samplePeople(sampleFolder);
    const oidc = issuer({ url: issuerOf(url), clients: model.userPoolClients, key, people });
    const issuerPath = new URL(issuerOf(url)).pathname;
    handle.resolve((incoming, outgoing) =>
      incoming.url?.startsWith(`${issuerPath}/`) ? oidc(incoming, outgoing) : front(incoming, outgoing),
    );

    // Again, as the last thing begun and so the first to end: no call should find the rest gone.
    undo.push(() => close(server));

    if (samples !== "none") {
      const sent = await quietly(async () => {
        const calls = await sendSamples(data, samples, url);
        if (calls > 0) await streams.delivered();
        return calls;
      });
      if (sent > 0) console.log(`sample data: ${sent} calls`);
    }
    return {
      url,
      dynamodbEndpoint: engine.endpoint,
      kmsEndpoint: kms.endpoint,
      s3Endpoint: s3.endpoint,
      snsEndpoint: sns.endpoint,
      model,
      data,
      delivered: streams.delivered,
      fire: schedules.fire,
      stop,
    };
  } catch (error) {
    await stop().catch(() => undefined);
    throw error;
  }
};

const existing = async (endpoint: string): Promise<Engine> => ({ endpoint, stop: async () => undefined });
