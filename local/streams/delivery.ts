import { setTimeout as pause } from "node:timers/promises";
import type { Mapping } from "../template/model.ts";
import type { StreamRecord } from "./record.ts";

export type Surrender = {
  condition: "RetryAttemptsExhausted" | "RecordAgeExceeded";
  records: StreamRecord[];
  /** How often the function was called with them. */
  attempts: number;
};
type Delivery = {
  mapping: Mapping;
  invoke: (records: StreamRecord[]) => Promise<unknown>;
  /** Everything up to this record is delivered or given up. */
  advance: (record: StreamRecord) => void;
  /** Keeps what the function could not take, before the stream goes on without it. */
  giveUp: (surrender: Surrender) => void;
  /** Records wait from here on at the earliest: a stack that was off was not trying. */
  startedAt: number;
  signal: AbortSignal;
};

const longestPauseMilliseconds = 10_000;

/**
 * Delivers records in order to a function as an event source mapping does: partial failures are taken up where they
 * began, failing batches split if the mapping says so, and what exhausts its retries or grows too old is given up.
 * Resolves when all are delivered or given up; rejects only when `signal` ends the stack.
 */
export const deliver = async (records: StreamRecord[], delivery: Delivery): Promise<void> => {
  const { mapping, advance, giveUp, signal } = delivery;
  let rest = records;
  let attempts = 0;
  while (rest.length > 0) {
    signal.throwIfAborted();
    const expired = rest.filter((record) => isTooOld(record, delivery));
    if (expired.length > 0) {
      giveUp({ condition: "RecordAgeExceeded", records: expired, attempts });
      expired.slice(-1).forEach(advance);
      rest = rest.slice(expired.length);
      continue;
    }
    const taken = await attempt(rest, delivery);
    attempts += 1;
    const last = rest[taken - 1];
    if (last) {
      advance(last);
      rest = rest.slice(taken);
      attempts = 1;
    } else if (mapping.bisectsOnError && rest.length > 1) {
      const middle = Math.ceil(rest.length / 2);
      await deliver(rest.slice(0, middle), delivery);
      rest = rest.slice(middle);
      attempts = 0;
    } else if (mapping.retryAttempts >= 0 && attempts > mapping.retryAttempts) {
      giveUp({ condition: "RetryAttemptsExhausted", records: rest, attempts });
      rest.slice(-1).forEach(advance);
      return;
    } else {
      await pause(Math.min(25 * 2 ** attempts, longestPauseMilliseconds), undefined, { signal });
    }
  }
};

/** How many of the records, from the first on, the function has taken. */
const attempt = async (records: StreamRecord[], { mapping, invoke }: Delivery): Promise<number> => {
  try {
    const answer = await invoke(records);
    return mapping.reportsItemFailures ? takenOf(records, answer) : records.length;
  } catch (error) {
    console.error(mapping.functionName, error);
    return 0;
  }
};

/** No list and an empty one mean success; an identifier that names no record of the batch means that all failed. */
const takenOf = (records: StreamRecord[], answer: unknown): number => {
  const { batchItemFailures: failures } = (answer ?? {}) as {
    batchItemFailures?: { itemIdentifier?: unknown }[] | null;
  };
  const indexes = (failures ?? []).map(({ itemIdentifier }) =>
    records.findIndex(({ dynamodb }) => dynamodb.SequenceNumber === itemIdentifier),
  );
  return Math.max(0, Math.min(records.length, ...indexes));
};

const isTooOld = ({ dynamodb }: StreamRecord, { mapping, startedAt }: Delivery): boolean => {
  const waitingSince = Math.max(dynamodb.ApproximateCreationDateTime * 1_000, startedAt);
  return mapping.maximumRecordAgeSeconds >= 0 && Date.now() - waitingSince > mapping.maximumRecordAgeSeconds * 1_000;
};
