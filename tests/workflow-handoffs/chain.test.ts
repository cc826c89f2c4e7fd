import { describe, expect, test } from "vitest";
import { deliverAll } from "../ledger/given.ts";
import { call, colleague } from "../support/call.ts";
import { accepts, aHandoff, approves, aTeam, readyForQa, readyToComplete } from "./given.ts";

describe("GET /api/workflow-handoffs/{handoffId}/chain", () => {
  test("shows who held the work when, and where control returned", async () => {
    const { developer, qa, orchestrator } = aTeam();
    const toQa = await aHandoff(developer);
    await toQa.receive(qa, { body: accepts });
    const back = await aHandoff(qa, readyForQa, { answers: toQa.id, recipient: developer.sub });
    await back.receive(developer, { body: accepts });
    const again = await aHandoff(developer, readyForQa, { answers: back.id });
    await again.receive(qa, { body: { decision: "needs_input", read_back: "Verify search.", missing: ["the tests"] } });
    const forward = await aHandoff(developer, readyToComplete, { supersedes: again.id });
    await forward.receive(orchestrator, { body: accepts });
    for (const each of [toQa, back, again, forward]) {
      const { body } = await each.chain(orchestrator);
      expect(body).toMatchObject({ chain: toQa.id, whole: true });
      expect(body.links.map(({ id, returns_control }: any) => [id, returns_control])).toEqual([
        [toQa.id, false],
        [back.id, true],
        [again.id, true],
        [forward.id, false],
      ]);
      expect(body.holders.map(({ holder, returned }: any) => [holder, returned])).toEqual([
        [developer.sub, false],
        [qa.sub, false],
        [developer.sub, true],
        [developer.sub, true],
        [orchestrator.sub, false],
      ]);
      for (const [at, { until }] of body.holders.entries())
        expect(until).toBe(body.holders[Number(at) + 1]?.from ?? null);
    }
  });
});

describe("what happened to handoffs", () => {
  test("is in the log, an entry each, and the ledger agrees with it", async () => {
    const { developer, qa, human, orchestrator } = aTeam();
    const auditor = colleague(developer, "auditor");
    const old = await aHandoff(qa, readyToComplete);
    const it = await aHandoff(qa, readyToComplete, { supersedes: old.id });
    const { body: approval } = await it.decide(human, { body: approves });
    await it.receive(orchestrator, { body: accepts });
    await it.use(orchestrator, { approvalId: approval.id, body: {} });
    await (await aHandoff(developer)).withdraw(developer, { body: {} });
    await deliverAll(developer.tenantId);
    const { body } = await call(auditor, "GET /api/audit", { query: { subject: `workflow:${it.id}` } });
    expect(body.entries.map(({ event, rev }: any) => [rev, event])).toEqual([
      [4, "workflow_approval_used"],
      [3, "workflow_handoff_accepted"],
      [2, "workflow_approval_given"],
      [1, "workflow_handoff_submitted"],
    ]);
    const reconciled = await call(auditor, "GET /api/audit/reconcile");
    expect(reconciled.body).toMatchObject({ missing: [], extra: [], changed: [] });
    for (const { digest } of body.entries.filter((entry: any) => entry.sealed))
      expect(await call(auditor, "GET /api/ledger/{digest}", { params: { digest } })).toMatchObject({ status: 200 });
  });
});
