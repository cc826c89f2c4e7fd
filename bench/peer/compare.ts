import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { createInterface } from "node:readline";
import { startBaton } from "./baton.ts";
import { type Load, measure } from "./load.ts";
import { postgresFolder, startPostgres } from "./postgres.ts";

// Their helpers call Lambdas in this process; only the bodies are wanted here.
const [launch, handoff, { packet }, runs, { readyForQa }] = await Promise.all([
  import("../../tests/launch-handoffs/given.ts"),
  import("../../tests/launch-handoffs/given-handoff.ts"),
  import("../../tests/packets/given.ts"),
  import("../../tests/run-handoffs/given.ts"),
  import("../../tests/workflow-handoffs/given.ts"),
]);

const CALLS = 320;
const LAUNCHES = 64;
const operations = [
  "record a run's handoff",
  "read it",
  "launch, 15 lines",
  "hand a packet on",
  "submit a workflow handoff",
] as const;
type Operation = (typeof operations)[number];
type Prepared = Record<Operation, (() => Promise<Response>)[]>;
type Side = {
  prepare: () => Promise<Prepared>;
  servers: number[];
  stored: () => Promise<number>;
  stop: () => Promise<void>;
};
export type Comparison = { operation: string; baton: Load; peer: Load };

const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);
const json = { "content-type": "application/json" };

/** Baton beside its own engine. */
const baton = async (): Promise<Side> => {
  const { send, aRun, aProject, aFeature, ...stack } = await startBaton();
  const prepare = async () => {
    const handoffs = await Promise.all(times(CALLS, aRun));
    const projects = await Promise.all(times(LAUNCHES, aProject));
    const features = await Promise.all(times(CALLS, aFeature));
    return {
      "record a run's handoff": handoffs.map((at) => () => send("POST", at, { note: "For Tuesday" })),
      "read it": handoffs.map((at) => () => send("GET", at)),
      "launch, 15 lines": projects.map((at) => () => send("POST", at, handoff.request())),
      "hand a packet on": features.map((at) => () => send("POST", at, packet)),
      "submit a workflow handoff": times(CALLS, () => () => send("POST", "/workflow-handoffs", { fields: readyForQa })),
    };
  };
  return { prepare, ...stack };
};

/** The plain way, beside its own PostgreSQL. */
const peer = async (programs: string): Promise<Side> => {
  const postgres = await startPostgres(programs);
  const child = spawn(process.execPath, [new URL("server.ts", import.meta.url).pathname], {
    env: { ...process.env, PGHOST: postgres.folder },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let url = "";
  for await (const line of createInterface(child.stdout)) {
    url = line.replace("ready ", "");
    break;
  }
  const send = (method: string, path: string, body?: object) =>
    fetch(`${url}${path}`, { method, headers: json, ...(body && { body: JSON.stringify(body) }) });
  const insert = async (count: number, sql: string, more: unknown[] = []): Promise<string[]> => {
    const ids = times(count, () => randomUUID());
    for (const id of ids) await postgres.pool.query(sql, [id, ...more]);
    return ids;
  };
  const prepare = async () => {
    const { readiness } = runs;
    const ready = "INSERT INTO runs VALUES ($1, 't', 'draft', $2, $3)";
    const handoffs = await insert(CALLS, ready, [JSON.stringify(readiness), JSON.stringify({ overall: "unchanged" })]);
    const projects = await insert(LAUNCHES, "INSERT INTO projects VALUES ($1, 't', 'testing')");
    const features = await insert(CALLS, "INSERT INTO features VALUES ($1, 't', 'Audit trail')");
    const items = launch.lines(15);
    return {
      "record a run's handoff": handoffs.map(
        (id) => () => send("POST", `/runs/${id}/handoff`, { note: "For Tuesday" }),
      ),
      "read it": handoffs.map((id) => () => send("GET", `/runs/${id}/handoff`)),
      "launch, 15 lines": projects.map(
        (id) => () => send("POST", `/projects/${id}/launch`, { code: `P-${id}`, items }),
      ),
      "hand a packet on": features.map((id) => () => send("POST", `/features/${id}/packets`, packet)),
      "submit a workflow handoff": times(CALLS, () => () => send("POST", "/workflow-handoffs", { fields: readyForQa })),
    };
  };
  const stop = async () => {
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill();
    await ended;
    await postgres.stop();
  };
  const stored = async () => {
    const { rows } = await postgres.pool.query("SELECT pg_database_size('postgres') AS bytes");
    return Number((rows as { bytes: string }[])[0]?.bytes);
  };
  return { prepare, servers: [child.pid ?? 0, postgres.pid], stored, stop };
};

/** Both systems, operation by operation in turn, on this machine; undefined where there is no PostgreSQL. */
export const compare = async (): Promise<
  { rows: Comparison[]; bytes: { baton: number; peer: number } } | undefined
> => {
  const programs = postgresFolder();
  if (!programs) return undefined;
  const ours = await baton();
  const theirs = await peer(programs).catch(async (error: unknown) => {
    await ours.stop();
    throw error;
  });
  try {
    const [our, their] = [await ours.prepare(), await theirs.prepare()];
    const before = { baton: await ours.stored(), peer: await theirs.stored() };
    const rows: Comparison[] = [];
    for (const operation of operations)
      rows.push({
        operation,
        baton: await measure(our[operation], ours.servers),
        peer: await measure(their[operation], theirs.servers),
      });
    const writes = 3 * CALLS + LAUNCHES;
    const grown = { baton: (await ours.stored()) - before.baton, peer: (await theirs.stored()) - before.peer };
    return { rows, bytes: { baton: grown.baton / writes, peer: grown.peer / writes } };
  } finally {
    await ours.stop();
    await theirs.stop();
  }
};
