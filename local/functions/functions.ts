import type { Context } from "aws-lambda";
import { randomUUID } from "node:crypto";
import { pathToFileURL } from "node:url";
import type { LambdaFunction } from "../template/model.ts";

/** As Node 24 has it on Lambda: no callbacks. */
type LambdaContext = Omit<Context, "done" | "fail" | "succeed">;
type Handler = (event: unknown, context: LambdaContext) => unknown;

/** Calls a function by its name; rejects with what it throws, or when its time is over. */
export type Invoke = (functionName: string, event: unknown) => Promise<unknown>;

type Invoker = {
  invoke: Invoke;
  /** Resolves when no function is at work: they need their environment until then, though nobody may wait for them any more. */
  idle: () => Promise<void>;
};

let invokers = 0;

/** The functions of the templates, imported from their built assets when they are first called and kept warm. */
export const invoker = (functions: LambdaFunction[]): Invoker => {
  invokers += 1;
  // A stack started after another in one process must not find modules that still hold the other's environment.
  const load = (called: LambdaFunction) => importHandler(called, `?stack=${invokers}`);
  const byName = new Map(functions.map((each) => [each.name, each]));
  const handlers = new Map<string, Promise<Handler>>();
  const atWork = new Set<Promise<unknown>>();
  const invoke: Invoke = async (name, event) => {
    const called = byName.get(name);
    if (!called) throw new Error(`No function ${name}`);
    const loading = handlers.get(name) ?? load(called);
    handlers.set(name, loading);
    return withinTime(called, await loading, event);
  };
  return {
    invoke: (name, event) => {
      const work = invoke(name, event);
      const ended = work.catch(() => undefined).finally(() => atWork.delete(ended));
      atWork.add(ended);
      return work;
    },
    idle: async () => {
      while (atWork.size > 0) await Promise.all(atWork);
    },
  };
};

const importHandler = async ({ name, entry, handler }: LambdaFunction, query: string): Promise<Handler> => {
  const module = (await import(pathToFileURL(entry).href + query)) as Record<string, unknown>;
  const found = module[handler];
  if (typeof found !== "function") throw new Error(`Function ${name} exports no ${handler}`);
  return found as Handler;
};

const withinTime = async (called: LambdaFunction, handler: Handler, event: unknown): Promise<unknown> => {
  const requestId = randomUUID();
  const end = Date.now() + called.timeoutSeconds * 1_000;
  const { promise: timeout, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    reject(new Error(`${requestId} Task timed out after ${called.timeoutSeconds.toFixed(2)} seconds`));
  }, called.timeoutSeconds * 1_000);
  try {
    return await Promise.race([handler(event, contextOf(called, requestId, end)), timeout]);
  } finally {
    clearTimeout(timer);
  }
};

const contextOf = ({ name, arn, memoryMegabytes }: LambdaFunction, requestId: string, end: number): LambdaContext => ({
  awsRequestId: requestId,
  callbackWaitsForEmptyEventLoop: true,
  functionName: name,
  functionVersion: "$LATEST",
  invokedFunctionArn: arn,
  logGroupName: `/aws/lambda/${name}`,
  logStreamName: "local",
  memoryLimitInMB: String(memoryMegabytes),
  getRemainingTimeInMillis: () => Math.max(0, end - Date.now()),
});
