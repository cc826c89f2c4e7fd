import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { runStack, tokenOf } from "../../tests/support/running-stack.ts";
import { type Load, measure } from "./load.ts";
import { postgresFolder, startPostgres } from "./postgres.ts";

// Their helpers call Lambdas in this process; only the bodies are wanted here.
const [launch, handoff, { packet, feature }, runs, { readyForQa }] = await Promise.all([
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

/** Baton as `npm start` runs it: gateway, authorizer, Lambdas, log and engine on one machine, its data on the disk. */
const baton = async (): Promise<Side> => {
  const data = mkdtempSync(join(tmpdir(), "baton-bench-"));
  const { url, child, kill } = await runStack({ BATON_DATA: data });
  const token = await tokenOf(url, randomUUID(), "owner admin npd_lead orchestrator");
  const send = (method: string, path: string, body?: object) => {
    const headers = { ...json, authorization: `Bearer ${token}`, "idempotency-key": randomUUID() };
    return fetch(`${url}/api${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  };
  const done = async (method: string, path: string, body: object) => {
    const answer = await send(method, path, body);
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    await answer.text();
  };
  const aRun = async () => {
    const at = `/n3/runs/${randomUUID()}`;
    await done("PUT", at, runs.run);
    await done("PUT", `${at}/readiness`, runs.readiness);
    for (const step of ["readiness-lock", "execution-eligibility"]) await done("POST", `${at}/${step}`, {});
    return `${at}/execution-handoff`;
  };
  const aProject = async () => {
    const at = `/npd/projects/${randomUUID()}`;
    await done("PUT", at, { ...launch.project, project_number: `NPD-${randomUUID().slice(0, 8)}` });
    await done("PUT", `${at}/gate-checklist`, launch.gates);
    await done("PUT", `${at}/formulations/21`, launch.formulation);
    await done("POST", `${at}/formulations/21/lock`, {});
    await done("PUT", `${at}/costing`, launch.costing);
    await done("PUT", `${at}/compliance-docs`, launch.docs);
    await done("PUT", `${at}/allergens`, launch.allergens);
    return `${at}/handoff/execute`;
  };
  const aFeature = async () => {
    const at = `/features/${randomUUID()}`;
    await done("PUT", at, feature);
    return `${at}/handoff-packets`;
  };
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
  const stop = async () => {
    await kill();
    rmSync(data, { recursive: true, maxRetries: 10 });
  };
  const stored = async () =>
    ["dynamodb.sqlite", "dynamodb.sqlite-wal"].reduce(
      (sum, name) => sum + (statSync(join(data, name), { throwIfNoEntry: false })?.size ?? 0),
      0,
    );
  return { prepare, servers: [child.pid ?? 0], stored, stop };
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
