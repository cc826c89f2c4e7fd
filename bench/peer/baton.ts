import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runStack, tokenOf } from "../../tests/support/running-stack.ts";

// Their helpers call Lambdas in this process; only the bodies are wanted here.
const [launch, { feature }, runs] = await Promise.all([
  import("../../tests/launch-handoffs/given.ts"),
  import("../../tests/packets/given.ts"),
  import("../../tests/run-handoffs/given.ts"),
]);

/** Baton as `npm start` runs it: gateway, authorizer, Lambdas, log and engine on one machine, its data on the disk. */
export const startBaton = async () => {
  const data = mkdtempSync(join(tmpdir(), "baton-bench-"));
  const { url, child, kill } = await runStack({ BATON_DATA: data });
  const token = await tokenOf(url, randomUUID(), "owner admin npd_lead orchestrator");
  const send = (method: string, path: string, body?: object) => {
    const headers = {
      "content-type": "application/json",
      authorization: `Bearer ${token}`,
      "idempotency-key": randomUUID(),
    };
    return fetch(`${url}/api${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  };
  /** @throws Error if it is refused */
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
  const stop = async () => {
    await kill();
    rmSync(data, { recursive: true, maxRetries: 10 });
  };
  const stored = async () =>
    ["dynamodb.sqlite", "dynamodb.sqlite-wal"].reduce(
      (sum, name) => sum + (statSync(join(data, name), { throwIfNoEntry: false })?.size ?? 0),
      0,
    );
  return { send, done, aRun, aProject, aFeature, servers: [child.pid ?? 0], stored, stop };
};
