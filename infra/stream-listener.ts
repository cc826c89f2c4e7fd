import { Duration } from "aws-cdk-lib";
import type { ITable, TableV2 } from "aws-cdk-lib/aws-dynamodb";
import { FilterCriteria, type Function, StartingPosition } from "aws-cdk-lib/aws-lambda";
import { DynamoEventSource, SqsDlq } from "aws-cdk-lib/aws-lambda-event-sources";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";

type Listening = {
  table: TableV2;
  /** Only what matches one of them wakes it; everything, without any. */
  patterns?: readonly Readonly<Record<string, unknown>>[];
  batchingSeconds: number;
  failures: Queue;
};

/** Wakes a Lambda by the changes of a table. What it cannot take in six attempts or half a day goes to the queue, alone. */
export const listen = (lambda: Function, { table, patterns = [], batchingSeconds, failures }: Listening): void => {
  const filters = patterns.map((pattern): Record<string, unknown> => FilterCriteria.filter(pattern));
  lambda.addEventSource(
    // exactOptionalPropertyTypes tells a table without a stream from one whose stream is undefined; CDK does not.
    new DynamoEventSource(table as ITable, {
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      maxBatchingWindow: Duration.seconds(batchingSeconds),
      retryAttempts: 5,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      // The queue gets a record's place, not the record: half of the stream's 24 hours is left to fetch it.
      maxRecordAge: Duration.hours(12),
      ...(filters.length > 0 && { filters }),
      onFailure: new SqsDlq(failures),
    }),
  );
};

/** The queue for what a listener could not do. */
export const failureQueue = (scope: Construct, id: string): Queue =>
  new Queue(scope, id, {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
  });
