import { hash, randomUUID } from "node:crypto";
import canonicalize from "canonicalize";
import { describe, expect, test } from "vitest";
import { type Reply, someone } from "../support/call.ts";
import { countRequests, loseAnswers } from "../support/faults.ts";
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

  test("refuses a recipient that nobody could be: the sender, or a name with blanks around", async () => {
    const { developer } = aTeam();
    for (const recipient of [developer.sub, " qa", "qa\n"])
      expect(await submit(developer, { fields: readyForQa, recipient })).toMatchObject({
        status: 400,
        body: { errors: [{ pointer: "/recipient" }] },
      });
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

  test("answers what the sender has accepted, and nothing else", async () => {
    const { developer, qa, orchestrator } = aTeam();
    const answering = (who: typeof qa, answers: string) => submit(who, { fields: readyToComplete, answers });
    const it = await aHandoff(developer);
    expect(await answering(qa, it.id)).toMatchObject(refusal(409, "NOT_ACCEPTED"));
    await it.receive(qa, { body: accepts });
    for (const stranger of [orchestrator, developer])
      expect(await answering(stranger, it.id)).toMatchObject(refusal(403, "NOT_RECIPIENT"));
    expect((await answering(qa, it.id)).status).toBe(201);
    const back = await aHandoff(developer);
    await back.receive(qa, { body: { decision: "declined", read_back: "This is not QA's work." } });
    expect(await answering(qa, back.id)).toMatchObject(refusal(409, "NOT_ACCEPTED"));
    const gone = await aHandoff(developer);
    await gone.withdraw(developer, { body: {} });
    expect(await answering(qa, gone.id)).toMatchObject(refusal(409, "HANDOFF_WITHDRAWN"));
    const elsewhere = await submit(developer, { fields: readyForQa, supersedes: back.id, answers: it.id });
    expect(elsewhere).toMatchObject({ status: 400, body: { errors: [{ pointer: "/answers" }] } });
  });

  test("refuses a secret beside the block too", async () => {
    const { developer } = aTeam();
    const context = { operator_request: "use password=hunter2" };
    const answer = await submit(developer, { fields: readyForQa, context });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer: "/context/operator_request" }] } });
    expect(JSON.stringify(answer.body)).not.toContain("hunter2");
    expect((await check(developer, { fields: readyForQa, context })).body.errors).toEqual(answer.body.errors);
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
    for (const [accept, type] of [
      ["application/json, text/markdown;q=0.5", "application/json"],
      ["text/markdown;q=0, */*", "application/json"],
      ["text/markdown;q=0.9, application/json;q=0.8", "text/markdown; charset=utf-8"],
      ["text/*, application/json;q=0.1", "text/markdown; charset=utf-8"],
      ["*/*", "application/json"],
    ] as const)
      expect((await it.get(developer, { headers: { accept } })).headers["content-type"], accept).toBe(type);
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
    const second = await aHandoff(qa, readyToComplete);
    expect(ids(await list(developer))).toEqual([second.id, first.id]);
    expect(ids(await list(developer, { state: "ready_for_qa" }))).toEqual([first.id]);
    expect(ids(await list(developer, { recipient: "qa" }))).toEqual([first.id]);
    expect(ids(await list(developer, { awaiting: "approval" }))).toEqual([second.id]);
    expect(ids(await list(developer, { awaiting: "approval", state: "ready_for_qa" }))).toEqual([]);
  });

  test("refuses a parameter that is given twice, rather than looking for both values as one", async () => {
    const { developer } = aTeam();
    for (const name of ["state", "recipient"])
      expect(
        await list(developer, [
          [name, "a"],
          [name, "b"],
        ]),
      ).toMatchObject({
        status: 400,
        body: { errors: [{ parameter: name }] },
      });
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
