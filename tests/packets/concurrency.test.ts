import type { DynamoDBRecord } from "aws-lambda";
import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { type Reply, someone } from "../support/call.ts";
import { recordsOfTenant } from "../support/streams.ts";
import { aFeature, packet } from "./given.ts";

const phases = ["planning", "design_review", "in_progress", "qa_review", "review", "approved", "pr_submitted", "done"];

/** How many were answered with each status: nobody sends anything again. */
const tally = (answers: readonly Reply[]) =>
  Object.fromEntries([...Map.groupBy(answers, ({ status }) => status)].map(([status, each]) => [status, each.length]));

const revOf = ({ dynamodb }: DynamoDBRecord) => Number(dynamodb?.NewImage?.rev?.N);
const byRev = (one: DynamoDBRecord, other: DynamoDBRecord) => revOf(one) - revOf(other);

describe("when many record packets of one feature at once, none of them has to come back", { timeout: 60_000 }, () => {
  test("100 on one phase get the versions 1 to 100, each linked to the one before, and totals to the last digit", async () => {
    const it = await aFeature(someone("orchestrator"));
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, n) =>
        it.record({
          body: { ...packet, agent_id: `IN${n % 3}`, cost_usd: n % 2 ? 0.1 : "0.200001", cost_tokens_in: n },
        }),
      ),
    );
    expect(tally(answers)).toEqual({ 201: 100 });
    const packets: any[] = (await it.packets()).body;
    expect(packets.map(({ version }) => version)).toEqual(Array.from({ length: 100 }, (_, n) => 100 - n));
    for (const [at, each] of packets.entries()) expect(each.previous_version_id).toBe(packets[at + 1]?.id ?? null);
    const { totals, rework, by_agent } = (await it.summary()).body;
    expect(totals).toMatchObject({ packets: 100, cost_usd: "15.00005", cost_tokens_in: 4950 });
    expect(rework.packets).toBe(99);
    expect(by_agent.map(({ totals: { packets: each } }: any) => each)).toEqual([34, 33, 33]);
  });

  test("200 over all phases: versions without a gap, inputs of what was completed, one event each", async () => {
    const here = someone("orchestrator");
    const it = await aFeature(here);
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, n) =>
        it.record({
          headers: { "idempotency-key": randomUUID() },
          body: { ...packet, phase: phases[n % 8], cost_usd: "0.01" },
        }),
      ),
    );
    expect(tally(answers)).toEqual({ 201: 200 });
    const packets: any[] = (await it.packets()).body;
    const ids = new Set(packets.map(({ id }) => id));
    expect(ids.size).toBe(200);
    for (const [phase, versions] of Map.groupBy(packets, (each) => each.phase as string))
      expect([phase, versions.map(({ version }) => version)]).toEqual([
        phase,
        Array.from({ length: 25 }, (_, n) => 25 - n),
      ]);
    expect((await it.summary()).body.totals).toMatchObject({ packets: 200, cost_usd: "2" });
    const heads = (await recordsOfTenant(here.tenantId)).filter(({ dynamodb }) => dynamodb?.Keys?.sk?.S === "HEAD");
    expect(heads).toHaveLength(201);
    const byId = new Map(packets.map((each) => [each.id as string, each]));
    const newest = new Map<string, string>();
    for (const id of heads.sort(byRev).flatMap(({ dynamodb }) => dynamodb?.NewImage?.event?.M?.handoff_id?.S ?? [])) {
      const { phase, input_source_packet_id } = byId.get(id);
      const lower = phases.slice(0, phases.indexOf(phase)).findLast((each) => newest.has(each));
      expect(input_source_packet_id).toBe(lower === undefined ? null : newest.get(lower));
      newest.set(phase, id);
    }
    expect(newest.size).toBe(8);
  });
});
