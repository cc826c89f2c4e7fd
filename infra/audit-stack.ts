import { Duration, Stack } from "aws-cdk-lib";
import type { ITable } from "aws-cdk-lib/aws-dynamodb";
import { FilterCriteria, StartingPosition } from "aws-cdk-lib/aws-lambda";
import { DynamoEventSource, SqsDlq } from "aws-cdk-lib/aws-lambda-event-sources";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { allow } from "./access.ts";
import type { Plan } from "./baton.ts";
import type { Tables } from "./data-stack.ts";
import { Lambda } from "./lambda.ts";
import { listenerAt } from "./routes.ts";

/** The Lambda that makes the log from both streams, and the queue for what it could not append. */
export class AuditStack extends Stack {
  constructor(scope: Construct, id: string, { tables, ...plan }: Plan & { tables: Tables }) {
    super(scope, id);
    const [, entry, ...may] = listenerAt("ledger/append-audit-entries");
    const lambda = new Lambda(this, entry, plan, Duration.minutes(1));
    allow(lambda, may, tables);
    const failures = new Queue(this, "failures", {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    // Of what a commit writes, the head alone makes a leaf; the stream carries the other items too.
    const heads = FilterCriteria.filter({ dynamodb: { Keys: { sk: { S: ["HEAD"] } } } }) as Record<string, unknown>;
    for (const { table, ...filters } of [{ table: tables.records, filters: [heads] }, { table: tables.ledger }])
      lambda.addEventSource(
        // exactOptionalPropertyTypes tells a table without a stream from one whose stream is undefined; CDK does not.
        new DynamoEventSource(table as ITable, {
          startingPosition: StartingPosition.TRIM_HORIZON,
          batchSize: 100,
          maxBatchingWindow: Duration.seconds(plan.settings.auditBatchingSeconds),
          retryAttempts: 5,
          bisectBatchOnError: true,
          reportBatchItemFailures: true,
          // The queue gets a record's place, not the record: half of the stream's 24 hours is left to fetch it.
          maxRecordAge: Duration.hours(12),
          ...filters,
          onFailure: new SqsDlq(failures),
        }),
      );
  }
}
