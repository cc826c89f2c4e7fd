import { randomUUID } from "node:crypto";
import { describe, expect, test, vi } from "vitest";
import { colleague, someone } from "../support/call.ts";
import { accepts, aHandoff, approves, aTeam, list, readyForQa, readyToComplete } from "./given.ts";

const refusal = (status: number, error_code: string) => ({ status, body: { success: false, error_code } });
const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();

/** A handoff that waits for approval, and one that was approved. */
const waiting = async () => {
  const team = aTeam();
  return { ...team, it: await aHandoff(team.qa, readyToComplete) };
};
const approved = async (body: object = approves) => {
  const given = await waiting();
  const { body: approval } = await given.it.decide(given.human, { body });
  return { ...given, approval, use: { approvalId: approval.id as string, body: {} } };
};

describe("the approval that a handoff asks for", () => {
  test("is there when the block needs one, and not when it does not", async () => {
    const { it, developer } = await waiting();
    expect(it.submitted).toMatchObject({
      approval: { kind: "human_approval", status: "requested" },
      awaiting: "approval",
    });
    expect((await aHandoff(developer)).submitted).toMatchObject({ approval: null, awaiting: null });
  });

  test.each([
    ["in the operator's words", readyToComplete, { operator_request: "Complete and commit, please." }],
    [
      "as the next action tells them",
      { ...readyToComplete, recommended_next_action: "The operator asked to close and commit." },
      {},
    ],
  ])("is one fresh close_commit for close-and-commit wording, %s", async (_, fields, context) => {
    const { qa } = aTeam();
    const one = await aHandoff(qa, fields, { context });
    const other = await aHandoff(qa, fields, { context });
    expect([one.submitted.approval, other.submitted.approval]).toMatchObject([
      { kind: "close_commit", status: "requested" },
      { kind: "close_commit", status: "requested" },
    ]);
    expect(one.submitted.approval.id).not.toBe(other.submitted.approval.id);
    expect((await list(qa, { awaiting: "approval" })).body.handoffs).toHaveLength(2);
  });
});

describe("POST /api/workflow-handoffs/{handoffId}/approvals", () => {
  test("decides the approval that was asked for, bound to the digest of the block", async () => {
    const { it, human } = await waiting();
    const expires_at = inAnHour();
    expect(await it.decide(human, { body: { ...approves, expires_at } })).toMatchObject({
      status: 201,
      body: {
        id: it.submitted.approval.id,
        handoff_id: it.id,
        digest: it.submitted.digest,
        status: "approved",
        decided_by: human.sub,
        expires_at,
      },
    });
  });

  test("holds for a day unless told otherwise", async () => {
    const { it, human } = await waiting();
    const { body } = await it.decide(human, { body: approves });
    expect(Date.parse(body.expires_at) - Date.parse(body.decided_at)).toBe(86_400_000);
  });

  test.each(["approved", "declined"])("refuses %s for a block that asks for no approval", async (decision) => {
    const { developer, human } = aTeam();
    const it = await aHandoff(developer, readyForQa);
    expect(await it.decide(human, { body: { decision } })).toMatchObject(refusal(409, "APPROVAL_NOT_ASKED"));
    expect((await it.get(human)).body).toMatchObject({ approval: null, awaiting: null });
  });

  test("is made once", async () => {
    const { it, human } = await approved();
    for (const decision of ["approved", "declined"])
      expect(await it.decide(human, { body: { decision } })).toMatchObject(refusal(409, "APPROVAL_EXISTS"));
    const other = await approved({ decision: "declined" });
    expect(await other.it.decide(other.human, { body: approves })).toMatchObject(refusal(409, "APPROVAL_DECLINED"));
  });

  test("is a human's: an agent may not, whatever other roles its token names", async () => {
    const { it, qa, orchestrator } = await waiting();
    for (const machine of [qa, orchestrator])
      expect(await it.decide(machine, { body: approves })).toMatchObject(refusal(403, "FORBIDDEN"));
    for (const role of ["agent", "orchestrator"])
      expect(await it.decide(colleague(qa, "owner", role), { body: approves })).toMatchObject(
        refusal(403, "HUMAN_REQUIRED"),
      );
    expect(await it.decide(colleague(qa, "member"), { body: approves })).toMatchObject(refusal(403, "FORBIDDEN"));
  });

  test.each([
    ["past", () => new Date(Date.now() - 1).toISOString()],
    ["more than 30 days away", () => new Date(Date.now() + 31 * 86_400_000).toISOString()],
    ["no date that exists", () => "2027-02-30T00:00:00Z"],
  ])("refuses an expiry that is %s", async (_, expiry) => {
    const { it, human } = await waiting();
    const answer = await it.decide(human, { body: { ...approves, expires_at: expiry() } });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer: "/expires_at" }] } });
  });

  test("refuses a block that is withdrawn, superseded, or not the one that was looked at", async () => {
    const { it, qa, human } = await waiting();
    const digest = "0".repeat(64);
    expect(await it.decide(human, { body: { ...approves, digest } })).toMatchObject(refusal(409, "APPROVAL_STALE"));
    await aHandoff(qa, readyToComplete, { supersedes: it.id });
    expect(await it.decide(human, { body: approves })).toMatchObject(refusal(409, "HANDOFF_SUPERSEDED"));
    const other = await aHandoff(qa, readyToComplete);
    await other.withdraw(qa, { body: {} });
    expect(await other.decide(human, { body: approves })).toMatchObject(refusal(409, "HANDOFF_WITHDRAWN"));
  });

  test("of ten at once is one", async () => {
    const { it, human } = await waiting();
    const answers = await Promise.all(Array.from({ length: 10 }, () => it.decide(human, { body: approves })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(9).fill(409)]);
  });
});

describe("POST /api/workflow-handoffs/{handoffId}/approvals/{approvalId}/use", () => {
  test("uses an approval once, also when ten do so at once", async () => {
    const { it, orchestrator, use } = await approved();
    const answers = await Promise.all(Array.from({ length: 10 }, () => it.use(orchestrator, use)));
    expect(answers.filter(({ status }) => status === 200)).toMatchObject([
      { body: { status: "used", used_by: orchestrator.sub } },
    ]);
    expect(answers.filter(({ body }) => body.error_code === "APPROVAL_USED")).toHaveLength(9);
  });

  test("the same use again, with its Idempotency-Key, gets the same answer", async () => {
    const { it, orchestrator, use } = await approved();
    const send = () => it.use(orchestrator, { ...use, headers: { "idempotency-key": "a" } });
    const [first, again] = [await send(), await send()];
    expect(again).toMatchObject({ status: 200, body: first.body, headers: { "idempotency-replayed": "true" } });
  });

  test("refuses the approval of another block", async () => {
    const { qa, orchestrator, use } = await approved();
    const other = await aHandoff(qa, readyToComplete);
    expect(await other.use(orchestrator, use)).toMatchObject(refusal(409, "APPROVAL_FOREIGN"));
  });

  test("refuses one that has run out; a fresh one may follow", async () => {
    const { it, human, orchestrator, use } = await approved({ ...approves, expires_at: inAnHour() });
    vi.setSystemTime(Date.now() + 3_600_000);
    try {
      expect(await it.use(orchestrator, use)).toMatchObject(refusal(409, "APPROVAL_EXPIRED"));
      const fresh = await it.decide(human, { body: approves });
      expect(fresh.status).toBe(201);
      expect(await it.use(orchestrator, use)).toMatchObject(refusal(409, "APPROVAL_EXPIRED"));
      expect((await it.use(orchestrator, { approvalId: fresh.body.id, body: {} })).status).toBe(200);
    } finally {
      vi.useRealTimers();
    }
  });

  test("refuses one from before an edit, on the old block and on the new", async () => {
    const { it, qa, orchestrator, use } = await approved();
    const edited = await aHandoff(qa, readyToComplete, { supersedes: it.id });
    const again = await aHandoff(qa, readyToComplete, { supersedes: edited.id });
    for (const each of [it, edited, again])
      expect(await each.use(orchestrator, use)).toMatchObject(refusal(409, "APPROVAL_STALE"));
    expect((await it.get(qa)).body.approval.status).toBe("stale");
    expect(again.submitted.approval).toMatchObject({ status: "requested" });
  });

  test("refuses one that is declined, not decided, of a withdrawn block, or of no block", async () => {
    const declined = await approved({ decision: "declined" });
    expect(await declined.it.use(declined.orchestrator, declined.use)).toMatchObject(refusal(409, "APPROVAL_DECLINED"));
    const { it, qa, orchestrator } = await waiting();
    const asked = { approvalId: it.submitted.approval.id as string, body: {} };
    expect(await it.use(orchestrator, asked)).toMatchObject(refusal(409, "APPROVAL_PENDING"));
    await it.withdraw(qa, { body: {} });
    expect(await it.use(orchestrator, asked)).toMatchObject(refusal(409, "HANDOFF_WITHDRAWN"));
    expect(await it.use(orchestrator, { approvalId: randomUUID(), body: {} })).toMatchObject(refusal(404, "NOT_FOUND"));
  });

  test.each(["needs_input", "declined"])("refuses one of a block that its receiver sent back: %s", async (decision) => {
    const { it, human, orchestrator, use } = await approved();
    const missing = decision === "needs_input" ? { missing: ["the report"] } : {};
    await it.receive(orchestrator, { body: { decision, read_back: "I complete the chunk.", ...missing } });
    expect(await it.use(orchestrator, use)).toMatchObject(refusal(409, "APPROVAL_STALE"));
    expect(await it.decide(human, { body: approves })).toMatchObject(refusal(409, "APPROVAL_STALE"));
    expect((await it.get(human)).body).toMatchObject({ approval: { status: "stale" }, awaiting: null });
  });

  test("refuses another digest than that of the block", async () => {
    const { it, orchestrator, use } = await approved();
    const body = { digest: "0".repeat(64) };
    expect(await it.use(orchestrator, { ...use, body })).toMatchObject(refusal(409, "APPROVAL_STALE"));
    expect((await it.use(orchestrator, { ...use, body: { digest: it.submitted.digest } })).status).toBe(200);
  });

  test("holds after the receiver accepted, and another tenant's is not known", async () => {
    const { it, orchestrator, use } = await approved();
    await it.receive(orchestrator, { body: accepts });
    expect(await it.use(someone("orchestrator"), use)).toMatchObject(refusal(404, "NOT_FOUND"));
    expect((await it.use(orchestrator, use)).status).toBe(200);
  });
});
