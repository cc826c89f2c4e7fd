import { describe, expect, test } from "vitest";
import { deliverAll } from "../ledger/given.ts";
import { chainSeen } from "../../shared/workflow-handoffs/chain.ts";
import type { WorkflowHead } from "../../shared/workflow-handoffs/workflow-handoff.ts";
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

  test("of more than a hundred handoffs has the one asked about, and who holds the work now", async () => {
    const { developer, qa, orchestrator } = aTeam();
    const first = await aHandoff(developer);
    await first.receive(qa, { body: accepts });
    const answer = () => aHandoff(qa, readyForQa, { answers: first.id });
    const answers = await Promise.all(Array.from({ length: 201 }, answer));
    const last = await aHandoff(qa, readyForQa, { answers: first.id });
    await last.receive(orchestrator, { body: accepts });
    const { body } = await last.chain(developer);
    expect(body).toMatchObject({ chain: first.id, whole: true });
    const ids = body.links.map(({ id }: any) => id);
    expect([ids[0], ids.at(-1)]).toEqual([first.id, last.id]);
    expect(new Set(ids)).toEqual(new Set([first, ...answers, last].map(({ id }) => id)));
    expect(body.holders.at(-1)).toMatchObject({ holder: orchestrator.sub, until: null, by: last.id });
  });
});

describe("a chain as it is seen", () => {
  const at = (second: number) => new Date(Date.UTC(2026, 0, 1) + second * 1_000).toISOString();
  const idAt = (place: number) => `00000000-0000-4000-8000-${String(place).padStart(12, "0")}`;
  /** So many handoffs, each accepted by the next agent a second after the one before. */
  const chain = (length: number): WorkflowHead[] =>
    Array.from({ length }, (_, place) => ({
      ...{ id: idAt(place), state: "ready_for_qa", status: "accepted", sender: `agent ${place}`, recipient: null },
      ...{ submitted_at: at(place), digest: "", warnings: 0, answers: null, chain: idAt(0), line: idAt(place) },
      ...{ supersedes: null, superseded_by: null, received_by: `agent ${place + 1}`, received_at: at(place + 1) },
      approval: null,
    }));

  test("has its newest thousand handoffs, and the one that was asked about", () => {
    const whole = chainSeen(chain(1_000), idAt(0));
    expect([whole.whole, whole.links.length]).toEqual([true, 1_000]);
    const seen = chainSeen(chain(2_500), idAt(7));
    expect(seen.whole).toBe(false);
    expect(seen.links.map(({ id }) => id)).toEqual(
      [7, ...Array.from({ length: 1_000 }, (_, n) => n + 1_500)].map(idAt),
    );
    expect(seen.holders).toHaveLength(1_000);
    expect(seen.holders.at(-1)).toMatchObject({ holder: "agent 2500", until: null });
  });

  test("names who holds the work now, also where an old handoff was accepted last", () => {
    const [first, ...others] = chain(2_500);
    const late = { ...first, received_by: "the late one", received_at: at(9_000) } as WorkflowHead;
    const { holders } = chainSeen([late, ...others], idAt(1));
    expect(holders.at(-1)).toMatchObject({ holder: "the late one", by: idAt(0), until: null });
  });

  test("orders what was received at one moment as it was submitted", () => {
    const handoffs = chain(200).map((each) => ({ ...each, received_at: at(500) }));
    const { holders } = chainSeen(handoffs, idAt(0));
    expect(holders.map(({ by }) => by)).toEqual([idAt(0), ...handoffs.map(({ id }) => id)]);
  });

  test("stays below what a Lambda may answer with the longest names", () => {
    const name = "\u{1F600}".repeat(128);
    const long = chain(3_000).map((each) => ({
      ...{ ...each, state: "s".repeat(100), sender: name, received_by: name, recipient: `role:${name}` },
      ...{ answers: each.id, supersedes: each.id, superseded_by: each.id },
    }));
    expect(Buffer.byteLength(JSON.stringify(chainSeen(long, idAt(0))))).toBeLessThan(3_000_000);
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
