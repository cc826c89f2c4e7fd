import type { DynamoDBBatchResponse, DynamoDBRecord } from "aws-lambda";
import { vi } from "vitest";
import { handler } from "../../functions/ledger/append-audit-entries.ts";
import { aRunReadyForHandoff, type RunUnderTest } from "../run-handoffs/given.ts";
import type { Who } from "../support/call.ts";
import { recordsOfTenant } from "../support/streams.ts";

type Line = Record<string, unknown>;

/** Wakes the audit Lambda with these records; its answer, the audit lines that it logged, and the metrics it counted. */
export const wake = async (
  Records: DynamoDBRecord[],
): Promise<DynamoDBBatchResponse & { lines: Line[]; metrics: Line[] }> => {
  const log = vi.spyOn(console, "log").mockImplementation(() => undefined);
  try {
    const answer = await handler({ Records });
    const logged = log.mock.calls.map(([line]) => JSON.parse(String(line)) as Line);
    return {
      ...answer,
      lines: logged.filter((line) => !("_aws" in line)),
      metrics: logged.filter((line) => "_aws" in line),
    };
  } finally {
    log.mockRestore();
  }
};

/** Delivers all that a tenant's streams have told: each stream is a source of its own. */
export const deliverAll = async (tenantId: string) => {
  const changes = await wake(await recordsOfTenant(tenantId));
  const watched = await wake(await recordsOfTenant(tenantId, "LEDGER_TABLE"));
  return {
    batchItemFailures: [...changes.batchItemFailures, ...watched.batchItemFailures],
    lines: [...changes.lines, ...watched.lines],
    metrics: [...changes.metrics, ...watched.metrics],
  };
};

/** A run whose handoff was recorded and then deleted by the rules, and the digest of that. */
export const aDeletedHandoff = async (
  who: Who,
  note = "gone for good",
): Promise<{ it: RunUnderTest; digest: string }> => {
  const it = await aRunReadyForHandoff(who);
  await it.promote();
  await it.record({ body: { note } });
  const { digest } = (await it.getHandoff()).body;
  await it.demote();
  await it.deleteHandoff();
  return { it, digest };
};

/** A stream record of a head as a commit writes it. */
export const aHead = (
  tenantId: string,
  { subject, rev, sequence, time = sequence }: { subject: string; rev: number; sequence: number; time?: number },
): DynamoDBRecord => {
  const pk = `TENANT#${tenantId}#RUN#${subject}`;
  const occurred_at = new Date(1_700_000_000_000 + time * 10).toISOString();
  const event = { id: `c${sequence}`, name: "n3_run_updated", actor_id: `a${sequence % 3}`, occurred_at };
  return {
    eventID: `e${sequence}`,
    eventName: rev === 1 ? "INSERT" : "MODIFY",
    eventSourceARN: `arn:aws:dynamodb:::table/${process.env.RECORDS_TABLE ?? ""}/stream/1`,
    dynamodb: {
      SequenceNumber: String(sequence),
      Keys: { pk: { S: pk }, sk: { S: "HEAD" } },
      ...(rev > 1 && { OldImage: { pk: { S: pk }, rev: { N: String(rev - 1) } } }),
      NewImage: {
        pk: { S: pk },
        rev: { N: String(rev) },
        event: { M: Object.fromEntries(Object.entries(event).map(([name, value]) => [name, { S: value }])) },
      },
    },
  };
};

/** Fills a tenant's log with changes of some runs, a hundred a delivery. The tables know nothing of them. */
export const fillLog = async (tenantId: string, count: number, from = 0, runs = 40): Promise<void> => {
  const records = Array.from({ length: count }, (_, at) =>
    aHead(tenantId, {
      subject: `s${(from + at) % runs}`,
      rev: Math.floor((from + at) / runs) + 1,
      sequence: from + at,
    }),
  );
  for (let at = 0; at < count; at += 100) await wake(records.slice(at, at + 100));
};
