import { randomUUID } from "node:crypto";
import { tokenOf } from "../../support/running-stack.ts";
import { url, type Who } from "./console.ts";

/** Calls the API as it is called without the console. Rejects if the answer is a refusal. */
export const apiOf = async (who: Who) => {
  const token = await tokenOf(url, who.tenant_id, who.roles.join(" "), who.sub);
  return async (call: string, body?: unknown): Promise<any> => {
    const [method = "", path = ""] = call.split(" ");
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${call} was answered ${response.status}: ${await response.text()}`);
    return response.json();
  };
};

const facts = (attached: number, ready: number, ratio: number) => ({
  attachments: { attached_count: attached, by_category: { heating: attached } },
  coordination: { coord_ready_count: ready, opt_in_ratio: ratio },
});

/** A draft run with readiness facts; what a test needs beyond that it does itself. */
export const givenRun = async (who: Who) => {
  const runId = randomUUID();
  const run = `/api/n3/runs/${runId}`;
  const api = await apiOf(who);
  await api(`PUT ${run}`, {
    name: "Boiler checks",
    starts_at: "2026-12-01T08:00:00Z",
    ends_at: "2026-12-01T16:00:00Z",
  });
  await api(`PUT ${run}/readiness`, facts(12, 9, 0.75));
  const steps = {
    runId,
    path: `/runs/${runId}`,
    api,
    unlock: () => api(`POST ${run}/readiness-unlock`, {}),
    lock: () => api(`POST ${run}/readiness-lock`, {}),
    worsen: () => api(`PUT ${run}/readiness`, facts(10, 6, 0.6)),
    evaluate: () => api(`POST ${run}/execution-eligibility`, {}),
    record: (note: string | null = null) => api(`POST ${run}/execution-handoff`, { note }),
    handoff: () => api(`GET ${run}/execution-handoff`),
  };
  return steps;
};

/** A run whose handoff is recorded and in the log. */
export const givenHandoff = async (who: Who) => {
  const run = await givenRun(who);
  await run.lock();
  await run.worsen();
  await run.evaluate();
  await run.record("for Tuesday");
  const handoff = await run.handoff();
  await inTheLog(run, handoff.id);
  return { ...run, handoff };
};

const inTheLog = async ({ api, runId }: Awaited<ReturnType<typeof givenRun>>, handoffId: string): Promise<void> => {
  for (;;) {
    const { entries } = await api(`GET /api/audit?subject=run:${runId}`);
    if (entries.some(({ handoff_id }: any) => handoff_id === handoffId)) return;
  }
};
