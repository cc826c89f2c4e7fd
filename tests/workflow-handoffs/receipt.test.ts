import { describe, expect, test } from "vitest";
import { colleague } from "../support/call.ts";
import { beforeTheNextWrite } from "../support/faults.ts";
import { recordsOfTenant } from "../support/streams.ts";
import { accepts, aHandoff, aTeam, readyForQa, submit } from "./given.ts";

const refusal = (status: number, error_code: string) => ({ status, body: { success: false, error_code } });
const withKey = (key: string) => ({ "idempotency-key": key });
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
    ["a secret with what has no width", { ...accepts, read_back: "pass\u200cword=hunter2" }, "/read_back"],
    ["a read-back that nobody sees", { ...accepts, read_back: "\u200b\u200d" }, "/read_back"],
    ["characters without width", { ...accepts, read_back: "I ver\u200bify it." }, "/read_back"],
    ["turned text", { ...accepts, read_back: "I \u202eyfirev it." }, "/read_back"],
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
