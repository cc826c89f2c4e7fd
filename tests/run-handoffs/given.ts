import { randomUUID } from "node:crypto";
import { call, type Reply, type Who } from "../support/call.ts";

export const routesOf = {
  putRun: "PUT /api/n3/runs/{runId}",
  getRun: "GET /api/n3/runs/{runId}",
  list: "GET /api/n3/runs",
  monitor: "GET /api/n3/runs/{runId}/monitor",
  promote: "POST /api/n3/runs/{runId}/promote",
  demote: "POST /api/n3/runs/{runId}/demote",
  getReadiness: "GET /api/n3/runs/{runId}/readiness",
  putReadiness: "PUT /api/n3/runs/{runId}/readiness",
  getLock: "GET /api/n3/runs/{runId}/readiness-lock",
  lock: "POST /api/n3/runs/{runId}/readiness-lock",
  unlock: "POST /api/n3/runs/{runId}/readiness-unlock",
  getEligibility: "GET /api/n3/runs/{runId}/execution-eligibility",
  evaluate: "POST /api/n3/runs/{runId}/execution-eligibility",
  getHandoff: "GET /api/n3/runs/{runId}/execution-handoff",
  record: "POST /api/n3/runs/{runId}/execution-handoff",
  deleteHandoff: "DELETE /api/n3/runs/{runId}/execution-handoff",
} as const;

type Sent = { body?: unknown; headers?: Record<string, string>; query?: Record<string, string> };

/** A run and everything that can be asked of it, as one person. */
export const runOf = (who: Who, runId: string = randomUUID()) => {
  const ask =
    (route: string) =>
    (sent: Sent = {}) =>
      call(who, route, { params: { runId }, ...sent });
  const asks = Object.fromEntries(Object.entries(routesOf).map(([name, route]) => [name, ask(route)])) as {
    [name in keyof typeof routesOf]: (sent?: Sent) => Promise<Reply>;
  };
  return { ...asks, runId, as: (other: Who) => runOf(other, runId) };
};
export type RunUnderTest = ReturnType<typeof runOf>;

export const run = {
  name: "Boiler checks, north blocks",
  starts_at: "2026-12-01T08:00:00.000Z",
  ends_at: "2026-12-01T16:00:00.000Z",
  portal_id: "5b0c2c1e-8a53-4c61-9a1d-1f0a8f7d2c11",
  zone_id: "0d2f7f64-3a9b-4d57-8b7e-6a1c9e4f2b22",
  metadata: { estimated_value: 4200 },
};

export const readiness = {
  attachments: { attached_count: 12, by_category: { plumbing: 7, heating: 5 } },
  coordination: { coord_ready_count: 9, opt_in_ratio: 0.75 },
  readiness_drift: { coordination_opt_out: 1, zone_mismatch: 0, inactive_status: 0, age_exceeded: 0 },
  zone_pricing_estimate: { base_estimate: 4000, final_estimate: 4200, modifiers: [{ type: "evening", factor: 1.05 }] },
};

const done = (reply: Reply): Reply => {
  if (reply.status >= 300) throw new Error(`${reply.status} ${JSON.stringify(reply.body)}`);
  return reply;
};

/** A draft run with facts, locked and evaluated: all that a handoff asks for. */
export const aRunReadyForHandoff = async (who: Who): Promise<RunUnderTest> => {
  const it = runOf(who);
  done(await it.putRun({ body: run }));
  done(await it.putReadiness({ body: readiness }));
  done(await it.lock());
  done(await it.evaluate());
  return it;
};

/** A run whose handoff is recorded. */
export const aRunHandedOff = async (who: Who): Promise<RunUnderTest> => {
  const it = await aRunReadyForHandoff(who);
  done(await it.record());
  return it;
};
