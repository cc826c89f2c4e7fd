import { describe, expect, test } from "vitest";
import { deliver, type Surrender } from "../../local/streams/delivery.ts";
import type { StreamRecord } from "../../local/streams/record.ts";
import type { Mapping } from "../../local/template/model.ts";

const mapping: Mapping = {
  id: "mapping",
  tableName: "items",
  functionName: "recorder",
  batchSize: 10,
  batchingWindowSeconds: 0,
  bisectsOnError: false,
  retryAttempts: 2,
  maximumRecordAgeSeconds: -1,
  reportsItemFailures: false,
  filters: [],
  failureQueue: undefined,
};
const record = (number: number, bornSeconds = Date.now() / 1_000) =>
  ({
    eventName: "INSERT",
    dynamodb: { SequenceNumber: String(number), ApproximateCreationDateTime: bornSeconds },
  }) as StreamRecord;
const numbersOf = (records: StreamRecord[]) => records.map(({ dynamodb }) => Number(dynamodb.SequenceNumber));
const failing = (...itemIdentifiers: unknown[]) => ({
  batchItemFailures: itemIdentifiers.map((itemIdentifier) => ({ itemIdentifier })),
});

/** Delivers records 1 to 4 to a function and notes what happens. */
const delivering = async (
  settings: Partial<Mapping>,
  answer: (numbers: number[]) => unknown,
  records = [1, 2, 3, 4],
) => {
  const calls: number[][] = [];
  const positions: number[] = [];
  const surrenders: { condition: Surrender["condition"]; numbers: number[]; attempts: number }[] = [];
  await deliver(
    records.map((number) => record(number)),
    {
      mapping: { ...mapping, ...settings },
      startedAt: Date.now() - 60_000,
      signal: new AbortController().signal,
      invoke: async (batch) => {
        calls.push(numbersOf(batch));
        return answer(numbersOf(batch));
      },
      advance: (at) => positions.push(...numbersOf([at])),
      giveUp: ({ condition, records: lost, attempts }) =>
        surrenders.push({ condition, numbers: numbersOf(lost), attempts }),
    },
  );
  return { calls, positions, surrenders };
};
const throwsOver = (poison: number) => (numbers: number[]) => {
  if (numbers.includes(poison)) throw new Error(`cannot take ${String(poison)}`);
};

describe("delivering a batch", () => {
  test("hands over the records in order and advances to the last", async () => {
    const { calls, positions } = await delivering({}, () => undefined);
    expect(calls).toEqual([[1, 2, 3, 4]]);
    expect(positions).toEqual([4]);
  });

  test("takes a partial failure up where it began", async () => {
    let failures = 1;
    const { calls, positions } = await delivering({ reportsItemFailures: true }, () =>
      failures-- > 0 ? failing("4", "3") : failing(),
    );
    expect(calls).toEqual([
      [1, 2, 3, 4],
      [3, 4],
    ]);
    expect(positions).toEqual([2, 4]);
  });

  test.each([failing("no such record"), failing(""), failing(undefined)])(
    "holds the whole batch failed if a failure names none of its records",
    async (answer) => {
      const { surrenders } = await delivering({ reportsItemFailures: true, retryAttempts: 0 }, () => answer);
      expect(surrenders).toEqual([{ condition: "RetryAttemptsExhausted", numbers: [1, 2, 3, 4], attempts: 1 }]);
    },
  );

  test("passes over reported failures if the mapping does not ask for them", async () => {
    expect((await delivering({}, () => failing("1"))).calls).toHaveLength(1);
  });

  test("retries a failing batch as often as the mapping says, then gives it up and goes on", async () => {
    const { calls, positions, surrenders } = await delivering({}, throwsOver(2));
    expect(calls).toHaveLength(3);
    expect(surrenders).toEqual([{ condition: "RetryAttemptsExhausted", numbers: [1, 2, 3, 4], attempts: 3 }]);
    expect(positions).toEqual([4]);
  });

  test("splits a failing batch until the poison is alone, and delivers all others in order", async () => {
    const { calls, positions, surrenders } = await delivering({ bisectsOnError: true }, throwsOver(3));
    expect(calls).toEqual([[1, 2, 3, 4], [1, 2], [3, 4], [3], [3], [3], [4]]);
    expect(surrenders).toEqual([{ condition: "RetryAttemptsExhausted", numbers: [3], attempts: 3 }]);
    expect(positions).toEqual([2, 3, 4]);
  });

  test("isolates a poison that is reported rather than thrown", async () => {
    const settings = { bisectsOnError: true, reportsItemFailures: true, retryAttempts: 0 };
    const { surrenders, positions } = await delivering(settings, (numbers) =>
      numbers.includes(2) ? failing("2") : failing(),
    );
    expect(surrenders).toMatchObject([{ numbers: [2] }]);
    expect(positions.at(-1)).toBe(4);
  });

  test("gives up what has waited longer than the mapping allows, without a call", async () => {
    const old = record(1, Date.now() / 1_000 - 50);
    const surrenders: Surrender[] = [];
    const calls: number[][] = [];
    const delivery = {
      mapping: { ...mapping, maximumRecordAgeSeconds: 40 },
      signal: new AbortController().signal,
      invoke: async (batch: StreamRecord[]) => calls.push(numbersOf(batch)),
      advance: () => undefined,
      giveUp: (surrender: Surrender) => surrenders.push(surrender),
    };
    await deliver([old, record(2)], { ...delivery, startedAt: Date.now() - 60_000 });
    expect(surrenders).toMatchObject([{ condition: "RecordAgeExceeded", attempts: 0 }]);
    expect(calls).toEqual([[2]]);

    await deliver([old], { ...delivery, startedAt: Date.now() });
    expect(calls, "a stack that was off was not trying").toEqual([[2], [1]]);
  });
});
