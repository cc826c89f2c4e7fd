import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { wakings } from "../../infra/routes.ts";
import { openDataFolder } from "../../local/data-folder.ts";
import { startSns } from "../../local/sns/sns.ts";
import { topicFile } from "../../local/sns/publish.ts";
import { eventFilter } from "../../local/streams/event-filter.ts";
import { call, colleague, someone, type Who } from "../support/call.ts";
import { recordsOfTenant } from "../support/streams.ts";
import { aRunHandedOff } from "../run-handoffs/given.ts";
import { aHandoffReady, aLead, done, request } from "./given-handoff.ts";

const TOPIC = "arn:aws:sns:us-east-1:000000000000:notifications";
const data = openDataFolder(":memory:");
let stop: () => Promise<void>;
let notify: (event: DynamoDBStreamEvent) => Promise<DynamoDBBatchResponse>;
beforeAll(async () => {
  const sns = await startSns(data, [TOPIC]);
  ({ stop } = sns);
  process.env.SNS_ENDPOINT = sns.endpoint;
  process.env.NOTIFICATION_TOPIC = TOPIC;
  ({ handler: notify } = await import("../../functions/launch-handoffs/notify-production-manager.ts"));
});
afterAll(() => stop());

const { pattern } = wakings["launch-handoffs/notify-production-manager"] ?? { pattern: {} };

/** What the stream of the ledger wakes the Lambda by, of one tenant. */
const wakingsOf = async ({ tenantId }: Who): Promise<DynamoDBRecord[]> =>
  (await recordsOfTenant(tenantId, "LEDGER_TABLE")).filter(eventFilter([JSON.stringify(pattern)]));

const published = (tenantId: string) =>
  (data.read(topicFile(TOPIC)) ?? "")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line))
    .filter(({ MessageAttributes }) => MessageAttributes.tenant_id.Value === tenantId);

const inbox = async (who: Who, query = {}) =>
  call(colleague(who, "production_manager"), "GET /api/notifications", { query });

describe("a sealed launch handoff", () => {
  test("tells the Production Manager in the document's words, in the inbox and on the topic", async () => {
    const it = await aHandoffReady(aLead(), { number: "NPD-001" });
    const { body } = done(await it.execute({ body: request("PROD-NPD-001") }));
    expect((await inbox(it.who)).body.notifications).toEqual([]);
    expect(await notify({ Records: await wakingsOf(it.who) })).toEqual({ batchItemFailures: [] });
    const [told, ...others] = (await inbox(it.who)).body.notifications;
    expect(others).toEqual([]);
    expect(told).toEqual({
      id: body.handoff_id,
      recipient_role: "production_manager",
      subject: "New Product Handed Off: PROD-NPD-001",
      body: "NPD project NPD-001 completed handoff. Pilot WO scheduled for 2027-01-08.",
      link: `/production/work-orders/${body.created_records.pilot_wo_id}`,
      project_id: it.projectId,
      handoff_id: body.handoff_id,
      created_at: body.executed_at,
    });
    const [message, ...more] = published(it.who.tenantId);
    expect(more).toEqual([]);
    expect(message.Subject).toBe(told.subject);
    expect(JSON.parse(message.Message)).toMatchObject({ ...told, tenant_id: it.who.tenantId });
  });

  test("without a pilot work order tells no date, and leads to the product", async () => {
    const it = await aHandoffReady(aLead(), { number: "NPD-002" });
    const { body } = done(await it.execute({ body: { ...request(), create_pilot_wo: false } }));
    await notify({ Records: await wakingsOf(it.who) });
    expect((await inbox(it.who)).body.notifications[0]).toMatchObject({
      body: "NPD project NPD-002 completed handoff.",
      link: `/technical/products/${body.created_records.product_id}`,
    });
  });

  test("is told once, however often and in whatever company the stream brings it", async () => {
    const it = await aHandoffReady();
    done(await it.execute({ body: request() }));
    const records = await wakingsOf(it.who);
    const poison = {
      ...records[0],
      dynamodb: { ...records[0]?.dynamodb, SequenceNumber: "1", NewImage: {} },
    } as DynamoDBRecord;
    for (let time = 0; time < 3; time += 1) {
      const answer = await notify({ Records: [poison, ...records, ...records] });
      expect(answer.batchItemFailures).toEqual([{ itemIdentifier: "1" }]);
    }
    expect((await inbox(it.who)).body.notifications).toHaveLength(1);
    expect(published(it.who.tenantId)).toHaveLength(1);
  });

  test("that the topic does not take comes again, and is in the inbox meanwhile", async () => {
    const it = await aHandoffReady();
    done(await it.execute({ body: request() }));
    const records = await wakingsOf(it.who);
    process.env.NOTIFICATION_TOPIC = `${TOPIC}-gone`;
    expect((await notify({ Records: records })).batchItemFailures).toHaveLength(1);
    process.env.NOTIFICATION_TOPIC = TOPIC;
    expect((await inbox(it.who)).body.notifications).toHaveLength(1);
    expect(published(it.who.tenantId)).toEqual([]);
    expect((await notify({ Records: records })).batchItemFailures).toEqual([]);
    expect(published(it.who.tenantId)).toHaveLength(1);
    expect((await inbox(it.who)).body.notifications).toHaveLength(1);
  });
});

test("a recorded run wakes nobody: runs notify no one", async () => {
  const who = someone("owner");
  await aRunHandedOff(who);
  expect(await recordsOfTenant(who.tenantId, "LEDGER_TABLE")).toHaveLength(1);
  expect(await wakingsOf(who)).toEqual([]);
});

describe("GET /api/notifications", () => {
  test("pages through the inbox, newest first", async () => {
    const lead = aLead();
    for (const number of ["NPD-1", "NPD-2", "NPD-3"])
      done(await (await aHandoffReady(lead, { number })).execute({ body: request(`PROD-${number}`) }));
    await notify({ Records: (await wakingsOf(lead)).reverse() });
    const first = await inbox(lead, { limit: "2" });
    const cursor = /cursor=([^>&]+)/.exec(first.headers.link ?? "")?.[1] ?? "";
    const last = await inbox(lead, { limit: "2", cursor });
    const subjects = [...first.body.notifications, ...last.body.notifications].map(({ subject }) => subject);
    expect(subjects.map((subject) => subject.replace(/^.*: /, ""))).toEqual(["PROD-NPD-3", "PROD-NPD-2", "PROD-NPD-1"]);
    expect(last.headers).not.toHaveProperty("link");
  });

  test.each(["npd_lead", "r_and_d", "member"])("is closed to %s", async (role) => {
    expect((await call(someone(role), "GET /api/notifications")).status).toBe(403);
  });

  test("is each tenant's own", async () => {
    const it = await aHandoffReady();
    done(await it.execute({ body: request() }));
    await notify({ Records: await wakingsOf(it.who) });
    expect((await inbox(someone())).body.notifications).toEqual([]);
  });
});
