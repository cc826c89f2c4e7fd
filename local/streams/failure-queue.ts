import { randomUUID } from "node:crypto";
import type { DataFolder } from "../data-folder.ts";
import { sendToQueue } from "../queue.ts";
import type { Surrender } from "./delivery.ts";
import type { LambdaFunction, Mapping } from "../template/model.ts";

type Failure = Surrender & { mapping: Mapping; called: LambdaFunction; streamArn: string; shardId: string };

/** Puts into the mapping's failure queue what Lambda would: where the records are, not the records themselves. */
export const reportFailure = (data: DataFolder, failure: Failure): void => {
  const { mapping, called, records, condition, attempts, streamArn, shardId } = failure;
  console.error(`${mapping.functionName} did not take ${records.length} records of ${mapping.tableName}: ${condition}`);
  if (!mapping.failureQueue) return;
  const changes = records.map(({ dynamodb }) => dynamodb);
  const [first, last] = [changes[0], changes.at(-1)];
  const time = (seconds = 0) => new Date(seconds * 1_000).toISOString();
  const body = {
    requestContext: {
      requestId: randomUUID(),
      functionArn: called.arn,
      condition,
      approximateInvokeCount: attempts,
    },
    ...(attempts > 0 && {
      responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
    }),
    version: "1.0",
    timestamp: new Date().toISOString(),
    DDBStreamBatchInfo: {
      shardId,
      startSequenceNumber: first?.SequenceNumber,
      endSequenceNumber: last?.SequenceNumber,
      approximateArrivalOfFirstRecord: time(first?.ApproximateCreationDateTime),
      approximateArrivalOfLastRecord: time(last?.ApproximateCreationDateTime),
      batchSize: records.length,
      streamArn,
    },
  };
  sendToQueue(data, mapping.failureQueue, body);
};
