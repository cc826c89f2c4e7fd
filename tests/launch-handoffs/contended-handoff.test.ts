import { describe, expect, test } from "vitest";
import { Problem } from "../../shared/kernel/problem.ts";
import { bomIdOf } from "../../shared/launch-handoffs/bom.ts";
import { notExecuted } from "../../shared/launch-handoffs/refusal.ts";
import { colleague } from "../support/call.ts";
import {
  answerNoReading,
  beforeTheNextWrite,
  conflict,
  duringTheNextQuery,
  loseAnswers,
  loseReading,
  loseRequests,
  refuseAction,
} from "../support/faults.ts";
import { recordsOfTenant } from "../support/streams.ts";
import { lines } from "./given.ts";
import {
  aHandoffReady,
  aLead,
  aRoutedHandoff,
  eventsOf,
  factory,
  type HandoffUnderTest,
  refusal,
  request,
} from "./given-handoff.ts";

/** What a launch would change, as its readers see it. */
const seen = async (it: HandoffUnderTest) => ({
  project: (await it.project.get()).body,
  formulation: (await it.project.getFormulation()).body,
  products: (await factory(it).searchProducts({ query: { status: "all" } })).body.products,
  handoff: (await it.get()).body.handoff,
  sealed: (await recordsOfTenant(it.who.tenantId, "LEDGER_TABLE")).length,
});

const NETWORK_ERROR = "Handoff failed: Network error. Please retry.";

describe("two users at once", () => {
  test("one wins, and the other hears so in the document's words", async () => {
    const it = await aHandoffReady();
    const other = it.as(colleague(it.who, "npd_lead"));
    const answers = await Promise.all([it.execute({ body: request() }), other.execute({ body: request() })]);
    const [won, lost] = answers.toSorted((a, b) => a.status - b.status);
    expect(won?.status).toBe(201);
    expect(lost).toMatchObject({ status: 409, body: { rollback_completed: true } });
    expect(["HANDOFF_IN_PROGRESS", "ALREADY_LAUNCHED"]).toContain(lost?.body.error_code);
  });

  test("who had read the project before it was launched is told that another was at it", async () => {
    const it = await aHandoffReady();
    const other = it.as(colleague(it.who, "npd_lead"));
    beforeTheNextWrite(() => other.execute({ body: request() }));
    const answer = await it.execute({ body: request() });
    expect(answer).toMatchObject(refusal(409, "HANDOFF_IN_PROGRESS", "launch_project", 1));
    expect(answer.body.error).toBe("Handoff already in progress or completed by another user");
    expect(await recordsOfTenant(it.who.tenantId, "LEDGER_TABLE")).toHaveLength(1);
  });

  test("who finds the product code taken by this very project's launch is told of the launch", async () => {
    const it = await aHandoffReady();
    const body = request();
    duringTheNextQuery("#PRODUCTS", () => it.as(colleague(it.who, "npd_lead")).execute({ body }));
    expect(await it.execute({ body })).toMatchObject(refusal(409, "HANDOFF_IN_PROGRESS", "launch_project", 1));
  });

  test("of twenty, one wins, and there is one of everything", async () => {
    const it = await aHandoffReady();
    const answers = await Promise.all(Array.from({ length: 20 }, () => it.execute({ body: request() })));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status !== 201 && status !== 409)).toEqual([]);
    const { products, sealed } = await seen(it);
    expect([products.length, sealed]).toEqual([1, 1]);
  });
});

describe("a transaction that is refused", () => {
  const steps = [
    ...["lock_formulation", "create_product", "create_product", "create_bom"],
    ...["create_pilot_wo", "link_routing", "launch_project", "log_event"],
  ].map((step, index) => ({ index, step }));

  test.each(steps)(
    "once by its condition at action $index, $step, is decided again on what is there",
    async ({ index }) => {
      const { it, body } = await aRoutedHandoff();
      refuseAction(index, "ConditionalCheckFailed");
      expect((await it.execute({ body })).status).toBe(201);
    },
  );

  test.each(steps)("for good at action $index, $step, leaves everything as it was", async ({ index }) => {
    const { it, body } = await aRoutedHandoff();
    const before = await seen(it);
    refuseAction(index, "ValidationError");
    const answer = await it.execute({ body });
    expect(answer).toMatchObject(refusal(500, "INTERNAL", "commit", 7));
    expect(answer.body.error).toMatch(/nothing was written/);
    expect((await eventsOf(it))[0]).toMatchObject({ event_type: "NPD.HandoffFailed" });
    expect(await seen(it)).toEqual(before);
    expect((await it.execute({ body })).status).toBe(201);
  });

  test("by another that is under way is decided again", async () => {
    const it = await aHandoffReady();
    conflict(5);
    expect((await it.execute({ body: request() })).status).toBe(201);
  });
});

describe("when answers and requests get lost", () => {
  test.each([1, 3, 100])("an answer lost %i times after the commit is a success all the same", async (times) => {
    const it = await aHandoffReady();
    loseAnswers(times);
    const { status, body } = await it.execute({ body: request() });
    expect(status).toBe(201);
    expect((await it.get()).body.handoff.handoff_id).toBe(body.handoff_id);
    expect(await recordsOfTenant(it.who.tenantId, "LEDGER_TABLE")).toHaveLength(1);
    expect((await eventsOf(it)).map(({ event_type }) => event_type)).toEqual([
      "NPD.HandoffCompleted",
      "NPD.HandoffRequested",
    ]);
  });

  test("a request lost for good says so, and the same request launches later", async () => {
    const it = await aHandoffReady();
    const sent = { body: request(), headers: { "idempotency-key": "again" } };
    const before = await seen(it);
    loseRequests(5);
    const answer = await it.execute(sent);
    expect(answer).toMatchObject(refusal(503, "OUTCOME_UNKNOWN", "commit", 7));
    expect(answer.headers["retry-after"]).toBe("1");
    expect(await seen(it)).toEqual(before);
    expect((await eventsOf(it))[0]).toMatchObject({
      event_type: "NPD.HandoffFailed",
      payload: { error: NETWORK_ERROR },
    });
    expect((await it.execute(sent)).status).toBe(201);
  });

  test.each([
    ["", {}],
    ["of a dry run ", { query: { dry_run: "true" } }],
  ])("a reading %sthat is not answered says so too, and what was begun leaves its event", async (name, query) => {
    const it = await aHandoffReady();
    loseReading("#SETTINGS#npd");
    const answer = await it.execute({ body: request(), ...query });
    expect(answer).toMatchObject(refusal(503, "UNAVAILABLE", "validate", 7));
    expect(answer.body.error).toBe(NETWORK_ERROR);
    expect((await eventsOf(it)).map(({ event_type }) => event_type)).toEqual(
      name === "" ? ["NPD.HandoffFailed", "NPD.HandoffRequested"] : [],
    );
    expect((await it.execute({ body: request() })).status).toBe(201);
  });

  test("a transaction lost for good, whose answer cannot be looked for, is not taken for one that was never sent", async () => {
    const it = await aHandoffReady();
    loseRequests(1_000);
    beforeTheNextWrite(async () => {
      answerNoReading();
      await Promise.resolve();
    });
    const answer = await it.execute({ body: request(), headers: { "idempotency-key": "k" } });
    expect(answer).toMatchObject({ status: 503, body: { error_code: "OUTCOME_UNKNOWN", rollback_completed: false } });
  });

  test.each(["OUTCOME_UNKNOWN", "INTERNAL"] as const)(
    "a call that broke off with %s does not claim to have undone anything",
    (code) => {
      expect(notExecuted(new Problem(code, "It took too long."))).toMatchObject({
        code,
        members: { rollback_completed: false, step_failed: "commit", return_to_step: 7 },
      });
    },
  );

  test("a refusal whose event cannot be kept is answered all the same, and does not claim what it does not know", async () => {
    const it = await aHandoffReady();
    loseRequests(1_000);
    const answer = await it.execute({ body: request() });
    expect(answer).toMatchObject({ status: 503, body: { error_code: "OUTCOME_UNKNOWN", rollback_completed: false } });
  });
});

test("readers never see a part of a launch", async () => {
  const it = await aHandoffReady(aLead(), { items: lines(400) });
  const sent = request();
  const bomId = bomIdOf(it.who.tenantId, `BOM-${sent.product_data.product_code}-v1.0`);
  const itemsIn = async () => ((await factory(it).getBom(bomId)).body.items ?? []).length;
  const looks: { before: number; isLaunched: boolean; after: number }[] = [];
  const launching = it.execute({ body: sent });
  do {
    const before = await itemsIn();
    const isLaunched = (await it.project.get()).body.status === "launched";
    looks.push({ before, isLaunched, after: await itemsIn() });
  } while (!looks.at(-1)?.isLaunched);
  expect((await launching).status).toBe(201);
  for (const { before, isLaunched, after } of looks) {
    // What was there before the project was looked at came with its launch, and what is launched has it all.
    if (before > 0) expect([before, isLaunched]).toEqual([400, true]);
    if (isLaunched) expect(after).toBe(400);
  }
});
