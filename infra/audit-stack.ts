import { Duration, Stack } from "aws-cdk-lib";
import { Rule, Schedule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import { SqsDestination } from "aws-cdk-lib/aws-lambda-destinations";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { allow, type Estate } from "./access.ts";
import type { Plan } from "./stages.ts";
import { Lambda } from "./lambda.ts";
import { saveQueries } from "./queries.ts";
import { listenerAt } from "./routes.ts";
import { failureQueue, listen } from "./stream-listener.ts";

type AuditPlan = Plan & { estate: Estate };

/** The Lambda that makes the log from both streams, the one that archives it, and the queue for what they could not do. */
export class AuditStack extends Stack {
  readonly parts: { appender: Lambda; archiver: Lambda; failures: Queue };

  constructor(scope: Construct, id: string, plan: AuditPlan) {
    super(scope, id);
    const failures = failureQueue(this, "failures");
    const appender = appends(this, plan, failures);
    const archiver = archives(this, plan, failures);
    this.parts = { appender, archiver, failures };
    saveQueries(this, "changes", [appender.logGroup]);
    saveQueries(this, "ledger", [archiver.logGroup]);
  }
}

const appends = (scope: Construct, { estate, ...plan }: AuditPlan, failures: Queue): Lambda => {
  const [, entry, ...may] = listenerAt("ledger/append-audit-entries");
  const lambda = new Lambda(scope, entry, plan, Duration.minutes(1));
  allow(lambda, may, estate);
  const batchingSeconds = plan.settings.auditBatchingSeconds;
  // Of what a commit writes, the head alone makes a leaf; the stream carries the other items too.
  const heads = { dynamodb: { Keys: { sk: { S: ["HEAD"] } } } };
  // Nothing that we run alters or removes one.
  const lostCheckpoints = {
    eventName: ["MODIFY", "REMOVE"],
    dynamodb: { Keys: { pk: { S: [{ suffix: "#CHECKPOINTS" }] } } },
  };
  listen(lambda, { table: estate.records, patterns: [heads, lostCheckpoints], batchingSeconds, failures });
  listen(lambda, { table: estate.ledger, batchingSeconds, failures });
  return lambda;
};

const archives = (scope: Construct, { estate, ...plan }: AuditPlan, failures: Queue): Lambda => {
  const [, entry, ...may] = listenerAt("ledger/archive-checkpoints");
  const lambda = new Lambda(scope, entry, plan, Duration.minutes(15));
  allow(lambda, may, estate);
  lambda.configureAsyncInvoke({
    retryAttempts: 2,
    // The next run does what this one could not.
    maxEventAge: Duration.hours(1),
    onFailure: new SqsDestination(failures),
  });
  const schedule = Schedule.rate(Duration.hours(plan.settings.archive.everyHours));
  new Rule(scope, "archive-schedule", { schedule, targets: [new LambdaFunction(lambda)] });
  return lambda;
};
