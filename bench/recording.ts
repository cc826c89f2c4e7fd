import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { handler } from "../functions/run-handoffs/create-execution-handoff.ts";
import { eventFor } from "../local/gateway/event.ts";
import { newId } from "../shared/kernel/id.ts";
import { dynamo } from "../shared/ledger/client.ts";
import { aggregatePartition } from "../shared/ledger/keys.ts";
import { query } from "../shared/ledger/table.ts";
import { overwrite, transact } from "../shared/ledger/transaction.ts";
import { aRunReadyForHandoff, routesOf } from "../tests/run-handoffs/given.ts";
import { someone } from "../tests/support/call.ts";
import { bundleBare } from "./bare-bundle.ts";
import type { handler as sendBare, Requests } from "./bare.ts";

type Lambda = typeof handler;
type Event = Parameters<Lambda>[0];

/**
 * Recording handoffs of runs, by the Lambda and by the bare requests that it sends: both in the bundles that would be deployed.
 * What is prepared is for one call each.
 */
export type Recording = {
  events: (count: number) => Promise<Event[]>;
  lambda: (event: Event) => Promise<void>;
  requests: (count: number) => Promise<Requests[]>;
  bare: (requests: Requests) => Promise<void>;
};

const context = { getRemainingTimeInMillis: () => 10_000 } as Parameters<Lambda>[1];

/** @param entry the bundle of the Lambda */
export const openRecording = async (entry: string): Promise<Recording> => {
  const folder = mkdtempSync(join(tmpdir(), "baton-bare-"));
  const [built, bare] = (await Promise.all([import(entry), bundleBare(folder).then((file) => import(file))])) as [
    { handler: Lambda },
    { handler: typeof sendBare },
  ];
  rmSync(folder, { recursive: true });
  const who = someone("owner");
  const { runId: model } = await aRunReadyForHandoff(who);
  const text = JSON.stringify(await query("RECORDS_TABLE", aggregatePartition(who.tenantId, "RUN", model)));

  /** Another run, as far as the model has come. */
  const aRun = async (): Promise<string> => {
    const runId = randomUUID();
    const items = JSON.parse(text.replaceAll(model, runId)) as { pk: string; sk: string }[];
    await transact(
      newId(new Date()),
      items.map((item) => overwrite(item.sk, "RECORDS_TABLE", item)),
    );
    return runId;
  };
  const each = async <T>(count: number, make: (runId: string) => T | Promise<T>): Promise<T[]> => {
    const made: T[] = [];
    while (made.length < count) made.push(await make(await aRun()));
    return made;
  };
  const eventOf = (runId: string): Event => {
    const [method = "", template = ""] = routesOf.record.split(" ");
    const path = template.replace("{runId}", runId);
    const claims = { sub: who.sub, tenant_id: who.tenantId, roles: who.roles };
    return eventFor({ method, path, route: routesOf.record, body: {}, claims }) as Event;
  };
  return {
    events: (count) => each(count, eventOf),
    lambda: async (event) => {
      const { statusCode, body } = await built.handler(event, context);
      if (statusCode !== 201) throw new Error(body);
    },
    requests: (count) => each(count, (runId) => requestsOf(eventOf(runId))),
    bare: bare.handler,
  };
};

type Send = (args: { input: object }) => Promise<object>;

/** What the Lambda sends for this event, but for the transaction: that is answered as if it had been done. */
const requestsOf = async (event: Event): Promise<Requests> => {
  const inputs: object[] = [];
  const take = (next: Send) => (args: { input: object }) => {
    inputs.push(args.input);
    return "TransactItems" in args.input ? Promise.resolve({ output: {} }) : next(args);
  };
  dynamo.middlewareStack.add(take as never, { step: "initialize", name: "take" });
  await handler(event, context).finally(() => dynamo.middlewareStack.remove("take"));
  const [query, transaction, ...others] = inputs;
  if (!query || !transaction || others.length > 0) throw new Error(`${inputs.length} requests, and two were expected`);
  return { query, transaction } as Requests;
};
