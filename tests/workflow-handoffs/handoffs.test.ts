import { hash, randomUUID } from "node:crypto";
import canonicalize from "canonicalize";
import { describe, expect, test } from "vitest";
import { deliverAll } from "../ledger/given.ts";
import { call, colleague, type Reply, someone } from "../support/call.ts";
import { beforeTheNextWrite, countRequests, loseAnswers } from "../support/faults.ts";
import { itemBytes } from "../support/item-size.ts";
import { recordsOfTenant } from "../support/streams.ts";
import {
  accepts,
  aHandoff,
  approves,
  aTeam,
  check,
  list,
  markdownOf,
  readyForQa,
  readyToComplete,
  submit,
} from "./given.ts";

const refusal = (status: number, error_code: string) => ({ status, body: { success: false, error_code } });
const withKey = (key: string) => ({ "idempotency-key": key });
const wrong = { ...readyForQa, transition_command: "ai/commands/workflow-summary.sh" };

describe("POST /api/workflow-handoffs/check", () => {
  test("answers the findings, the fields and the block, and stores nothing", async () => {
    const { developer } = aTeam();
    const { status, body } = await check(developer, { markdown: markdownOf(wrong).replaceAll("\n", "\r\n") });
    expect(status).toBe(200);
    expect(body).toMatchObject({ verdict: "fail", fields: wrong, markdown: markdownOf(wrong) });
    expect(body.findings).toEqual([
      {
        rule: "summary-is-no-transition",
        severity: "blocker",
        field: "transition_command",
        found: "ai/commands/workflow-summary.sh",
        fix: expect.any(String),
      },
    ]);
    expect(await recordsOfTenant(developer.tenantId)).toEqual([]);
  });

  test("takes fields as well as Markdown, and answers alike", async () => {
    const { developer } = aTeam();
    const [one, other] = [
      await check(developer, { fields: wrong }),
      await check(developer, { markdown: markdownOf(wrong) }),
    ];
    expect(one.body).toEqual(other.body);
  });

  test("judges in the context that comes along", async () => {
    const { developer } = aTeam();
    const context = { acceptance_verification_current: false, something_of_the_caller: 1 };
    expect((await check(developer, { fields: readyForQa, context })).body.findings).toMatchObject([
      { rule: "acceptance-verification-current", field: "blockers" },
    ]);
  });

  test("checks every block of a text; all have to pass", async () => {
    const { developer } = aTeam();
    const { body } = await check(developer, { markdown: `${markdownOf(wrong)}\n${markdownOf(readyToComplete)}` });
    expect(body).toMatchObject({ verdict: "fail", fields: readyToComplete });
    expect(body.blocks.map(({ verdict }: { verdict: string }) => verdict)).toEqual(["fail", "pass"]);
  });

  test.each([
    ["neither", {}, ""],
    ["both", { markdown: markdownOf(readyForQa), fields: readyForQa }, ""],
    ["Markdown without a block", { markdown: "# Notes\n\nNothing." }, "/markdown"],
    ["a field that no block has", { fields: { ...readyForQa, next_owner: "QA" } }, "/fields/next_owner"],
    ["a field that is no text", { fields: { ...readyForQa, blockers: [] } }, "/fields/blockers"],
    ["decomposed letters", { fields: { ...readyForQa, result: "passe\u0301" } }, "/fields/result"],
    [
      "a context of the wrong kind",
      { fields: readyForQa, context: { daemon_available: "yes" } },
      "/context/daemon_available",
    ],
  ])("refuses %s, at its pointer", async (_, body, pointer) => {
    const { developer } = aTeam();
    expect(await check(developer, body)).toMatchObject({ status: 400, body: { errors: [{ pointer }] } });
  });
});

describe("POST /api/workflow-handoffs/suggest", () => {
  const suggest = (body: unknown) => call(aTeam().developer, "POST /api/workflow-handoffs/suggest", { body });

  test("answers a block that passes the check", async () => {
    const { status, body } = await suggest({ state: "ready_for_qa", context: { autopilot_enabled: true } });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      verdict: "pass",
      fields: { prompt_handoff_command: "ai/commands/prompt-synthesize.sh qa" },
    });
  });

  test("refuses a state that it knows nothing of, naming those it knows", async () => {
    const answer = await suggest({ state: "waiting_for_ci" });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer: "/state" }] } });
    expect(answer.body.detail).toContain("qa_blocked_scope_change");
  });
});

describe("POST /api/workflow-handoffs", () => {
  test("seals the block under a digest that anyone can compute", async () => {
    const { developer, human } = aTeam();
    const it = await aHandoff(developer, readyForQa, { recipient: "qa" });
    const { body } = await it.get(human);
    expect(body).toMatchObject({ status: "submitted", sender: developer.sub, recipient: "qa", fields: readyForQa });
    expect(body.payload).toMatchObject({ id: it.id, fields: readyForQa, findings: [] });
    expect(body.digest).toBe(hash("sha256", canonicalize(body.payload) ?? ""));
    expect(it.submitted.digest).toBe(body.digest);
  });

  test("refuses a block that breaks a rule, with the findings, and writes nothing", async () => {
    const { developer } = aTeam();
    const answer = await submit(developer, { fields: { ...wrong, result: "maybe" } });
    expect(answer).toMatchObject(refusal(422, "BLOCKERS_FOUND"));
    expect(answer.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      "/fields/result",
      "/fields/transition_command",
    ]);
    expect(answer.body.findings).toMatchObject([{ rule: "result-factual" }, { rule: "summary-is-no-transition" }]);
    expect(await recordsOfTenant(developer.tenantId)).toEqual([]);
  });

  test("keeps the warnings of a block that it takes", async () => {
    const { developer, human } = aTeam();
    const it = await aHandoff(developer, { ...readyForQa, human_review_command: "none" });
    const kept = [{ rule: "not-applicable-spelled", severity: "warning", field: "human_review_command" }];
    expect(it.submitted.findings).toMatchObject(kept);
    expect((await it.get(human)).body).toMatchObject({ warnings: 1, payload: { findings: kept } });
  });

  test("refuses a text with several blocks: one handoff is one block", async () => {
    const { developer } = aTeam();
    const markdown = `${markdownOf(readyForQa)}\n${markdownOf(readyForQa)}`;
    expect(await submit(developer, { markdown })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: "/markdown" }] },
    });
  });

  test("refuses to answer or supersede what is not there or another tenant's, alike", async () => {
    const [here, elsewhere] = [aTeam(), aTeam()];
    const foreign = await aHandoff(elsewhere.developer);
    for (const name of ["answers", "supersedes"])
      for (const id of [foreign.id, randomUUID()]) {
        const answer = await submit(here.developer, { fields: readyForQa, [name]: id });
        expect(answer).toMatchObject(refusal(422, "HANDOFF_UNKNOWN"));
        expect(answer.body.errors).toMatchObject([{ pointer: `/${name}` }]);
      }
  });

  test("refuses a secret beside the block too", async () => {
    const { developer } = aTeam();
    const context = { operator_request: "use password=hunter2" };
    const answer = await submit(developer, { fields: readyForQa, context });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer: "/context/operator_request" }] } });
    expect(JSON.stringify(answer.body)).not.toContain("hunter2");
  });

  test("the same request again gets the same answer, and there is one handoff", async () => {
    const { developer } = aTeam();
    const send = () => submit(developer, { fields: readyForQa }, withKey("a"));
    const answers = await Promise.all(Array.from({ length: 10 }, send));
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1);
    expect(await recordsOfTenant(developer.tenantId, "LEDGER_TABLE")).toHaveLength(1);
    expect(await submit(developer, { fields: readyToComplete }, withKey("a"))).toMatchObject(
      refusal(422, "IDEMPOTENCY_KEY_REUSED"),
    );
  });

  test("an answer lost after the commit is a success all the same", async () => {
    const { developer } = aTeam();
    loseAnswers(100);
    expect((await submit(developer, { fields: readyForQa })).status).toBe(201);
    expect(await recordsOfTenant(developer.tenantId, "LEDGER_TABLE")).toHaveLength(1);
  });

  test("costs one query and one transaction, and a head of at most 1 KB", async () => {
    const { developer } = aTeam();
    const requests = countRequests();
    await aHandoff(developer, readyForQa, { recipient: randomUUID() });
    expect(Object.fromEntries(requests)).toEqual({ QueryCommand: 1, TransactWriteItemsCommand: 1 });
    const [head] = (await recordsOfTenant(developer.tenantId)).filter(
      ({ dynamodb }) => dynamodb?.Keys?.sk?.S === "HEAD",
    );
    expect(itemBytes(head?.dynamodb?.NewImage)).toBeLessThanOrEqual(1_024);
  });

  test.each(["member", "auditor", "npd_lead"])("is closed to %s", async (role) => {
    expect(await submit(someone(role), { fields: readyForQa })).toMatchObject(refusal(403, "FORBIDDEN"));
  });
});

describe("GET /api/workflow-handoffs/{handoffId}", () => {
  test("answers the block itself where Markdown is asked for", async () => {
    const { developer } = aTeam();
    const it = await aHandoff(developer);
    const { body, headers } = await it.get(developer, { headers: { accept: "text/markdown" } });
    expect(headers["content-type"]).toBe("text/markdown; charset=utf-8");
    expect(body).toBe(markdownOf(readyForQa));
  });

  test("another tenant's handoff cannot be told from a missing one", async () => {
    const [here, elsewhere] = [aTeam(), aTeam()];
    const it = await aHandoff(here.developer);
    const bare = ({ status, body: { instance: _i, request_id: _r, ...body } }: Reply) => ({ status, body });
    const missing = bare(await it.get(elsewhere.developer));
    expect(missing.status).toBe(404);
    for (const ask of [it.chain, it.get]) expect(bare(await ask(elsewhere.human))).toEqual(missing);
    expect(bare(await it.receive(elsewhere.qa, { body: accepts }))).toEqual(missing);
    expect(bare(await it.decide(elsewhere.human, { body: approves }))).toEqual(missing);
  });
});

describe("GET /api/workflow-handoffs", () => {
  const ids = ({ body }: Reply): string[] => body.handoffs.map(({ id }: { id: string }) => id);

  test("lists the newest first, by state, recipient and what waits for approval", async () => {
    const { developer, qa } = aTeam();
    const first = await aHandoff(developer, readyForQa, { recipient: "qa" });
    const second = await aHandoff(qa, readyToComplete, { answers: first.id });
    expect(ids(await list(developer))).toEqual([second.id, first.id]);
    expect(ids(await list(developer, { state: "ready_for_qa" }))).toEqual([first.id]);
    expect(ids(await list(developer, { recipient: "qa" }))).toEqual([first.id]);
    expect(ids(await list(developer, { awaiting: "approval" }))).toEqual([second.id]);
    expect(ids(await list(developer, { awaiting: "approval", state: "ready_for_qa" }))).toEqual([]);
  });

  test("pages by its Link header to the end", async () => {
    const { developer } = aTeam();
    const made: string[] = [];
    for (let each = 0; each < 5; each += 1) made.unshift((await aHandoff(developer)).id);
    const found: string[] = [];
    let query: Record<string, string> | undefined = { limit: "2" };
    while (query) {
      const page: Reply = await list(developer, query);
      found.push(...ids(page));
      const next = /<[^?]*\?([^>]*)>/.exec(page.headers.link ?? "")?.[1];
      query = next === undefined ? undefined : Object.fromEntries(new URLSearchParams(next));
    }
    expect(found).toEqual(made);
  });

  test("does not wait any more for what was decided, withdrawn or superseded, and waits again when it ran out", async () => {
    const { developer, qa, human } = aTeam();
    const [a, b, c, d] = [
      await aHandoff(qa, readyToComplete),
      await aHandoff(qa, readyToComplete),
      await aHandoff(qa, readyToComplete),
      await aHandoff(qa, readyToComplete),
    ];
    await a.decide(human, { body: { decision: "declined" } });
    await b.withdraw(qa, { body: {} });
    const e = await aHandoff(qa, readyToComplete, { supersedes: c.id });
    await d.decide(human, { body: { ...approves, expires_at: new Date(Date.now() + 60).toISOString() } });
    await expect.poll(async () => ids(await list(developer, { awaiting: "approval" }))).toEqual([e.id, d.id]);
  });
});

describe("POST /api/workflow-handoffs/{handoffId}/acceptance", () => {
  test.each([
    ["accepted", accepts],
    ["needs_input", { decision: "needs_input", read_back: "Verify search.", missing: ["the path of the chunk"] }],
    ["declined", { decision: "declined", read_back: "This is not QA's work." }],
  ])("records that the receiver %s it, with the read-back, once", async (status, body) => {
    const { developer, qa, human } = aTeam();
    const it = await aHandoff(developer, readyForQa, { recipient: "qa" });
    expect(await it.receive(qa, { body })).toMatchObject({ status: 201, body: { status, received_by: qa.sub } });
    expect((await it.get(human)).body).toMatchObject({ status, acceptance: { ...body, received_by: qa.sub } });
    expect(await it.receive(qa, { body })).toMatchObject(refusal(409, "ALREADY_RECEIVED"));
    expect(await it.withdraw(developer, { body: {} })).toMatchObject(refusal(409, "ALREADY_RECEIVED"));
  });

  test.each([
    ["no decision", { read_back: "x" }, "/decision"],
    ["no read-back", { decision: "accepted" }, "/read_back"],
    ["a blank read-back", { ...accepts, read_back: " " }, "/read_back"],
    ["needs_input without what is missing", { decision: "needs_input", read_back: "x" }, "/missing"],
    ["accepted with something missing", { ...accepts, missing: ["x"] }, "/missing"],
    ["a secret", { ...accepts, read_back: "password=hunter2" }, "/read_back"],
  ])("refuses %s, at its pointer", async (_, body, pointer) => {
    const { developer, qa } = aTeam();
    const it = await aHandoff(developer);
    expect(await it.receive(qa, { body })).toMatchObject({ status: 400, body: { errors: [{ pointer }] } });
  });

  test("is for the sub or role that the handoff names, for any human, or for whoever takes it first; never for the sender", async () => {
    const { developer, qa, orchestrator, human } = aTeam();
    const toSub = await aHandoff(developer, readyForQa, { recipient: orchestrator.sub });
    expect(await toSub.receive(qa, { body: accepts })).toMatchObject(refusal(403, "NOT_RECIPIENT"));
    expect((await toSub.receive(orchestrator, { body: accepts })).status).toBe(201);
    const toRole = await aHandoff(developer, readyForQa, { recipient: "agent" });
    expect(await toRole.receive(developer, { body: accepts })).toMatchObject(refusal(403, "NOT_RECIPIENT"));
    expect((await toRole.receive(qa, { body: accepts })).status).toBe(201);
    const toHuman = await aHandoff(developer, readyForQa, { recipient: "human" });
    expect(await toHuman.receive(orchestrator, { body: accepts })).toMatchObject(refusal(403, "NOT_RECIPIENT"));
    expect((await toHuman.receive(human, { body: accepts })).status).toBe(201);
    const toAnyone = await aHandoff(developer);
    expect(await toAnyone.receive(developer, { body: accepts })).toMatchObject(refusal(403, "NOT_RECIPIENT"));
    expect((await toAnyone.receive(human, { body: accepts })).status).toBe(201);
  });

  test("of 20 receivers at once one wins", async () => {
    const { developer } = aTeam();
    const it = await aHandoff(developer);
    const receivers = Array.from({ length: 20 }, () => colleague(developer, "agent"));
    const answers = await Promise.all(receivers.map((each) => it.receive(each, { body: accepts })));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ body }) => body.error_code === "ALREADY_RECEIVED")).toHaveLength(19);
  });

  test.each([
    ["withdrawn", "HANDOFF_WITHDRAWN"],
    ["superseded", "HANDOFF_SUPERSEDED"],
  ])("of acceptance and being %s at once, one happens", async (how, code) => {
    const { developer, qa } = aTeam();
    const it = await aHandoff(developer);
    beforeTheNextWrite(() =>
      how === "withdrawn"
        ? it.withdraw(developer, { body: {} })
        : submit(developer, { fields: readyForQa, supersedes: it.id }),
    );
    expect(await it.receive(qa, { body: accepts })).toMatchObject(refusal(409, code));
    expect((await it.get(qa)).body).toMatchObject({ status: how, acceptance: null });
  });

  test("accepted while the sender withdraws: it stays accepted", async () => {
    const { developer, qa } = aTeam();
    const it = await aHandoff(developer);
    beforeTheNextWrite(() => it.receive(qa, { body: accepts }));
    expect(await it.withdraw(developer, { body: {} })).toMatchObject(refusal(409, "ALREADY_RECEIVED"));
    expect((await it.get(qa)).body.status).toBe("accepted");
  });
});

describe("a handoff that takes another's place", () => {
  test("leaves the old one superseded, and stands in its chain", async () => {
    const { developer, qa } = aTeam();
    const old = await aHandoff(developer, readyForQa, { recipient: "qa" });
    const it = await aHandoff(developer, readyForQa, { supersedes: old.id });
    expect((await old.get(qa)).body).toMatchObject({ status: "superseded", superseded_by: it.id });
    expect(it.submitted).toMatchObject({ supersedes: old.id, chain: old.id, recipient: "qa" });
    expect(await old.receive(qa, { body: accepts })).toMatchObject(refusal(409, "HANDOFF_SUPERSEDED"));
    expect((await it.receive(qa, { body: accepts })).status).toBe(201);
  });

  test("asked for twice with one Idempotency-Key is there once", async () => {
    const { developer } = aTeam();
    const old = await aHandoff(developer);
    const send = () => submit(developer, { fields: readyForQa, supersedes: old.id }, withKey("a"));
    const [first, again] = [await send(), await send()];
    expect(again).toMatchObject({ status: 201, body: first.body, headers: { "idempotency-replayed": "true" } });
    expect(await recordsOfTenant(developer.tenantId, "LEDGER_TABLE")).toHaveLength(2);
  });

  test("comes from the sender, and not once the old one is accepted, withdrawn or superseded", async () => {
    const { developer, qa } = aTeam();
    const replace = (id: string, who = developer) => submit(who, { fields: readyForQa, supersedes: id });
    const it = await aHandoff(developer);
    expect(await replace(it.id, qa)).toMatchObject(refusal(403, "NOT_SENDER"));
    await it.receive(qa, { body: accepts });
    expect(await replace(it.id)).toMatchObject(refusal(409, "ALREADY_RECEIVED"));
    const other = await aHandoff(developer);
    await replace(other.id);
    expect(await replace(other.id)).toMatchObject(refusal(409, "HANDOFF_SUPERSEDED"));
    const third = await aHandoff(developer);
    await third.withdraw(developer, { body: { reason: "Too early." } });
    expect(await replace(third.id)).toMatchObject(refusal(409, "HANDOFF_WITHDRAWN"));
  });

  test("of ten at once is one", async () => {
    const { developer } = aTeam();
    const it = await aHandoff(developer);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => submit(developer, { fields: readyForQa, supersedes: it.id })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(9).fill(409)]);
    expect(await recordsOfTenant(developer.tenantId, "LEDGER_TABLE")).toHaveLength(2);
  });
});

describe("POST /api/workflow-handoffs/{handoffId}/withdrawal", () => {
  test("is the sender's alone, with a reason or without", async () => {
    const { developer, qa } = aTeam();
    const it = await aHandoff(developer);
    expect(await it.withdraw(qa, { body: {} })).toMatchObject(refusal(403, "NOT_SENDER"));
    expect(await it.withdraw(developer, { body: { reason: "Too early." } })).toMatchObject({
      status: 201,
      body: { status: "withdrawn" },
    });
    expect(await it.receive(qa, { body: accepts })).toMatchObject(refusal(409, "HANDOFF_WITHDRAWN"));
    expect(await it.withdraw(developer, { body: {} })).toMatchObject(refusal(409, "HANDOFF_WITHDRAWN"));
  });
});

describe("GET /api/workflow-handoffs/{handoffId}/chain", () => {
  test("shows who held the work when, and where control returned", async () => {
    const { developer, qa, orchestrator } = aTeam();
    const toQa = await aHandoff(developer);
    await toQa.receive(qa, { body: accepts });
    const back = await aHandoff(qa, readyForQa, { answers: toQa.id, recipient: developer.sub });
    await back.receive(developer, { body: accepts });
    const again = await aHandoff(developer, readyForQa, { answers: back.id });
    await again.receive(qa, { body: { decision: "needs_input", read_back: "Verify search.", missing: ["the tests"] } });
    const forward = await aHandoff(developer, readyToComplete, { answers: back.id });
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
