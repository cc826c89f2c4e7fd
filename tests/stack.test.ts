import { Stack } from "aws-cdk-lib";
import { Queue } from "aws-cdk-lib/aws-sqs";
import type { CloudAssembly } from "aws-cdk-lib/cx-api";
import { AwsSolutionsChecks } from "cdk-nag";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { acknowledgementsFor } from "../infra/acknowledgements.ts";
import { addStacks, baton } from "../infra/baton.ts";
import { build } from "../infra/build.ts";
import { entries } from "../infra/bundle.ts";
import { hasQueries, queries } from "../infra/queries.ts";
import { contexts, listeners, type May, openRoutes, routes } from "../infra/routes.ts";
import { stackId } from "../infra/stages.ts";
import { Role } from "../shared/kernel/actor.ts";
import {
  actionsOf,
  appFor,
  type Kind,
  type Lambda,
  lambdasOf,
  ofType,
  type Resource,
  resourcesOf,
  stages,
} from "./support/synthesis.ts";

/** What each word of routes.ts comes to, written out once more. */
const meaning: Record<May, string[]> = {
  reads: ["records:Query"],
  lists: ["records:Query", "records:BatchGetItem"],
  writes: ["records:PutItem"],
  checks: ["records:ConditionCheckItem"],
  opens: ["ledger:GetItem"],
  browses: ["ledger:Query"],
  seals: ["ledger:PutItem"],
  removes: ["ledger:DeleteItem"],
  audits: ["audit:Query"],
  appends: ["audit:PutItem"],
  sweeps: ["records:Scan", "ledger:Scan", "ledger:Query"],
  verifies: ["signingkey:GetPublicKey"],
  signs: ["signingkey:Sign"],
  names: [],
  archives: ["archive:PutObject", "archive:GetObject", "archive:ListBucket"],
  indexes: ["audit:PutItem"],
  directs: [],
  notifies: ["notifications:Publish"],
};
const streamActions = ["DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"];
const readsStreams = ["records", "ledger"].flatMap((table) =>
  streamActions.map((action) => `${table}.stream:${action}`),
);

const NOTIFY = "launch-handoffs/notify-production-manager";
const fillsQueue = ["failures:GetQueueAttributes", "failures:GetQueueUrl", "failures:SendMessage"];

const saysOf = (of: string): May[] =>
  [...routes, ...openRoutes, ...listeners].flatMap(([, entry, ...may]) => (entry === of ? may : []));

const AUDIT = "ledger/append-audit-entries";
const ARCHIVE = "ledger/archive-checkpoints";
/** What a Lambda does besides its line, because of what wakes it. */
const besides: Record<string, string[]> = {
  [AUDIT]: [...readsStreams, ...fillsQueue],
  [ARCHIVE]: fillsQueue,
  [NOTIFY]: [
    ...readsStreams.filter((action) => action.startsWith("ledger")),
    ...fillsQueue.map((action) => `listener${action}`),
  ],
};
const variables: Record<string, string[]> = {
  records: ["RECORDS_TABLE"],
  ledger: ["LEDGER_TABLE"],
  audit: ["AUDIT_TABLE"],
  signingkey: ["SIGNING_KEY_ID"],
  loghost: ["LOG_HOST"],
  signin: ["SIGN_IN_ISSUER", "SIGN_IN_CLIENT_ID"],
  archive: ["ARCHIVE_BUCKET"],
  notifications: ["NOTIFICATION_TOPIC"],
};
const ROOT = "arn:AWS::Partition:iam::AWS::AccountId:root";
/** In front of a stage and a method; CDK leaves both open, and there is one stage and another Lambda for another method. */
const API = "arn:AWS::Partition:execute-api:AWS::Region:AWS::AccountId:API";

const folder = mkdtempSync(join(tmpdir(), "baton-stack-"));
const built = join(folder, "build");
let assembly: CloudAssembly;
beforeAll(async () => {
  await build(built);
  assembly = baton(appFor(join(folder, "cdk.out")), built).synth();
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe.each(Object.entries(stages))("the synthesised stage %s", (stage, settings) => {
  const { keepsData } = settings;
  const ownUsers = "callbackUrls" in settings.signIn;
  let resources: Resource[];
  let lambdas: Lambda[];
  beforeAll(() => {
    resources = resourcesOf(assembly, stage);
    lambdas = lambdasOf(resources);
  });
  const all = <K extends Kind>(kind: K) => ofType(resources, kind);
  const only = <K extends Kind>(kind: K) => {
    const [found, ...others] = all(kind);
    if (!found || others.length > 0) throw new Error(`There is not exactly one ${kind}`);
    return found;
  };
  const table = (name: string) => all("AWS::DynamoDB::GlobalTable").find(({ id }) => id.startsWith(name));
  const key = (name: string) => {
    const found = all("AWS::KMS::Key").find(({ id }) => id.startsWith(name));
    if (!found) throw new Error(`There is no key ${name}`);
    return found;
  };
  const named = <K extends Kind>(kind: K, name: string) => {
    const found = all(kind).find(({ Metadata }) => Metadata?.["aws:cdk:path"]?.startsWith(`${stackId(stage, name)}/`));
    if (!found) throw new Error(`There is no ${kind} of ${name}`);
    return found;
  };
  const functionOf = (entry: string) => lambdas.find((lambda) => lambda.entry === entry)?.resource;
  const lambdasWith = (action: string) =>
    lambdas.filter((each) => actionsOf(each).includes(action)).map(({ entry }) => entry);

  test("makes a Lambda of every line of routes.ts", () => {
    const expected = entries.filter((entry) => ownUsers || !entry.startsWith("identity/"));
    expect(lambdas.map(({ entry }) => entry).sort()).toEqual([...expected].sort());
  });

  test("lets a Lambda do what its line says, and nothing else", () => {
    const granted = new Map(lambdas.map((lambda) => [lambda.entry, actionsOf(lambda)]));
    for (const [, entry, ...may] of [...routes, ...openRoutes, ...listeners]) {
      const said = new Set(may.flatMap((word) => meaning[word]));
      const expected = [...said, ...(besides[entry] ?? [])].sort();
      expect([entry, granted.get(entry) ?? []]).toEqual([entry, expected]);
    }
  });

  test("tells a Lambda its stage and where that is which it may touch, and of nothing else", () => {
    for (const lambda of lambdas) {
      const touched = new Set(actionsOf(lambda).map((action) => action.replace(/:.*/, "")));
      const named = ["STAGE", ...[...touched].flatMap((name) => variables[name] ?? [])];
      if (saysOf(lambda.entry).includes("names")) named.push("LOG_HOST");
      if (saysOf(lambda.entry).includes("directs")) named.push("SIGN_IN_ISSUER", "SIGN_IN_CLIENT_ID");
      expect([lambda.entry, Object.keys(lambda.environment).sort()]).toEqual([lambda.entry, named.sort()]);
      expect(lambda.environment.STAGE).toBe(stage);
    }
  });

  test("tells a Lambda of nothing that its code does not name, and a listener of all that it names", () => {
    for (const { entry, environment } of lambdas) {
      const code = readFileSync(join(built, entry, "index.mjs"), "utf8");
      const named = Object.values(variables)
        .flat()
        .filter((name) => code.includes(name));
      const told = Object.keys(environment).filter((name) => name !== "STAGE");
      expect([entry, told.filter((name) => !named.includes(name))]).toEqual([entry, []]);
      // Behind a route, code that several share may name a table that only some of them come to.
      if (listeners.some(([, listening]) => listening === entry))
        expect([entry, told.sort()]).toEqual([entry, named.sort()]);
    }
  });

  test("lets only the Lambda that makes the log, and the one that completes it, write the audit table", () => {
    expect(lambdasWith("audit:PutItem")).toEqual([AUDIT, ARCHIVE]);
    const others = lambdas.flatMap(actionsOf).filter((action) => /^audit:(?!(Query|PutItem)$)/.test(action));
    expect(others).toEqual([]);
  });

  test("lets nobody update an item, in any table", () => {
    const updates = lambdas.flatMap(actionsOf).filter((action) => /Update|PartiQL|BatchWrite|\*/.test(action));
    expect(updates).toEqual([]);
  });

  test("lets one Lambda delete from the ledger: delete-execution-handoff", () => {
    expect(lambdasWith("ledger:DeleteItem")).toEqual(["run-handoffs/delete-execution-handoff"]);
  });

  test("lets only Lambdas whose line says `signs` use the key, and names the log for them", () => {
    const signers = [...routes, ...listeners].filter(([, , ...may]) => may.includes("signs")).map(([, entry]) => entry);
    expect(lambdasWith("signingkey:Sign").sort()).toEqual(signers.sort());
    expect(lambdas.flatMap(actionsOf).filter((action) => /^signingkey:(?!(Sign|GetPublicKey)$)/.test(action))).toEqual(
      [],
    );
    const ownHost = `${only("AWS::ApiGatewayV2::Api").id}.execute-api.AWS::Region.AWS::URLSuffix`;
    const found = lambdas.filter(({ entry }) => signers.includes(entry)).map(({ environment }) => environment);
    for (const { SIGNING_KEY_ID, LOG_HOST } of found)
      expect([SIGNING_KEY_ID, LOG_HOST]).toEqual([`${key("signingkey").id}.Arn`, settings.logHost ?? ownHost]);
  });

  test("signs with an Ed25519 key whose policy leaves it to IAM", () => {
    expect(key("signingkey").Properties).toMatchObject({ KeySpec: "ECC_NIST_EDWARDS25519", KeyUsage: "SIGN_VERIFY" });
    expect(key("signingkey").Properties.KeyPolicy.Statement).toEqual([
      { Action: "kms:*", Effect: "Allow", Principal: { AWS: ROOT }, Resource: "*" },
    ]);
  });

  test("lets only archive-checkpoints write and read the archive, and nobody delete from it or unlock it", () => {
    expect(
      new Set(["PutObject", "GetObject", "ListBucket"].flatMap((action) => lambdasWith(`archive:${action}`))),
    ).toEqual(new Set([ARCHIVE]));
    expect(
      lambdas.flatMap(actionsOf).filter((action) => /^archive:(?!(PutObject|GetObject|ListBucket)$)/.test(action)),
    ).toEqual([]);
    const bucket = `${only("AWS::S3::Bucket").id}.Arn`;
    const [tls, ...others] = only("AWS::S3::BucketPolicy").Properties.PolicyDocument.Statement;
    expect(tls).toMatchObject({ Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } });
    const deletion = {
      Effect: "Deny",
      Principal: { AWS: "*" },
      Action: ["s3:BypassGovernanceRetention", "s3:DeleteObject", "s3:DeleteObjectVersion"],
      Resource: `${bucket}/*`,
    };
    expect(others).toEqual(keepsData ? [deletion] : []);
  });

  test(`locks what is archived: ${settings.archive.lock}, for ${settings.archive.days} days`, () => {
    expect(only("AWS::S3::Bucket").Properties).toMatchObject({
      ObjectLockEnabled: true,
      ObjectLockConfiguration: {
        ObjectLockEnabled: "Enabled",
        Rule: { DefaultRetention: { Mode: settings.archive.lock.toUpperCase(), Days: settings.archive.days } },
      },
      VersioningConfiguration: { Status: "Enabled" },
      BucketEncryption: { ServerSideEncryptionConfiguration: [{}] },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    });
  });

  test("allows no wildcard but the objects of the archive, and attaches no managed policy", () => {
    // AWS forces none: even ListStreams is limited to the two streams.
    const words = all("AWS::IAM::Policy").flatMap(({ Properties }) =>
      Properties.PolicyDocument.Statement.flatMap(({ Action, Resource }) => [Action, Resource].flat()),
    );
    expect(words.filter((word) => word.includes("*"))).toEqual([`${only("AWS::S3::Bucket").id}.Arn/*`]);
    for (const { Properties } of all("AWS::IAM::Role"))
      expect(Object.keys(Properties)).toEqual(["AssumeRolePolicyDocument"]);
  });

  test("gives every Lambda a role and a policy of its own", () => {
    expect(new Set(lambdas.map(({ resource }) => resource.Properties.Role)).size).toBe(lambdas.length);
    expect(all("AWS::IAM::Role")).toHaveLength(lambdas.length);
    for (const { Properties } of all("AWS::IAM::Policy")) expect(Properties.Roles).toHaveLength(1);
  });

  test("asks for a token on every route but the open ones", () => {
    const { id } = only("AWS::ApiGatewayV2::Authorizer");
    const found = all("AWS::ApiGatewayV2::Route").map(({ Properties }) => Properties);
    const guards = found.map(({ RouteKey, AuthorizationType, AuthorizerId }) => [
      RouteKey,
      AuthorizationType,
      AuthorizerId,
    ]);
    const guarded = routes.map(([route]) => [route, "JWT", id]);
    const open = openRoutes.map(([route]) => [route, "NONE", undefined]);
    expect(guards.sort()).toEqual([...guarded, ...open].sort());
  });

  test("lets nobody wake a Lambda but its own route, the user pool, or the schedule", () => {
    const paths = new Map([...routes, ...openRoutes].map(([route, entry]) => [entry, route.replace(/^\w+ /, "")]));
    for (const { Properties } of all("AWS::Lambda::Permission")) {
      const entry = lambdas.find(({ resource }) => `${resource.id}.Arn` === Properties.FunctionName)?.entry ?? "";
      const gateway = `${API}/*/*${paths.get(entry) ?? ""}`;
      const others: Record<string, () => string> = {
        "identity/add-token-claims": () => `${only("AWS::Cognito::UserPool").id}.Arn`,
        [ARCHIVE]: () => `${only("AWS::Events::Rule").id}.Arn`,
      };
      const expected = others[entry]?.() ?? gateway;
      expect([entry, Properties.SourceArn.replace(only("AWS::ApiGatewayV2::Api").id, "API")]).toEqual([
        entry,
        expected,
      ]);
    }
  });

  test("takes tokens of its issuer for its audience only", () => {
    const accepted = ownUsers
      ? {
          Issuer: `${only("AWS::Cognito::UserPool").id}.ProviderURL`,
          Audience: [only("AWS::Cognito::UserPoolClient").id],
        }
      : { Issuer: "https://id.example.com/", Audience: ["baton"] };
    expect(only("AWS::ApiGatewayV2::Authorizer").Properties).toMatchObject({
      AuthorizerType: "JWT",
      JwtConfiguration: accepted,
    });
  });

  test("has three encrypted tables on demand, of which the two that change have streams", () => {
    expect(all("AWS::DynamoDB::GlobalTable")).toHaveLength(3);
    for (const name of ["records", "ledger", "audit"])
      expect(table(name)?.Properties).toMatchObject({
        BillingMode: "PAY_PER_REQUEST",
        SSESpecification: { SSEEnabled: true },
        KeySchema: [
          { AttributeName: "pk", KeyType: "HASH" },
          { AttributeName: "sk", KeyType: "RANGE" },
        ],
      });
    const images = { StreamSpecification: { StreamViewType: "NEW_AND_OLD_IMAGES" } };
    expect(table("records")?.Properties).toMatchObject(images);
    expect(table("ledger")?.Properties).toMatchObject(images);
    expect(table("audit")?.Properties).not.toHaveProperty("StreamSpecification");
  });

  test(`${keepsData ? "keeps" : "drops"} tables, logs, users, key and archive when it is deleted`, () => {
    const kept = {
      DeletionProtectionEnabled: keepsData,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: keepsData },
    };
    for (const { Properties } of all("AWS::DynamoDB::GlobalTable"))
      expect(Properties).toMatchObject({ Replicas: [kept] });
    const holders = (["AWS::DynamoDB::GlobalTable", "AWS::Logs::LogGroup", "AWS::Cognito::UserPool"] as const).flatMap(
      all,
    );
    for (const { DeletionPolicy } of [...holders, key("signingkey"), only("AWS::S3::Bucket")])
      expect(DeletionPolicy).toBe(keepsData ? "Retain" : "Delete");
  });

  test("wakes append-audit-entries by both streams, notify-production-manager by sealed launches, nobody else by any", () => {
    const listener = {
      StartingPosition: "TRIM_HORIZON",
      BatchSize: 100,
      MaximumRetryAttempts: 5,
      MaximumRecordAgeInSeconds: 43_200,
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ["ReportBatchItemFailures"],
    };
    const audit = {
      ...listener,
      FunctionName: functionOf(AUDIT)?.id,
      MaximumBatchingWindowInSeconds: settings.auditBatchingSeconds,
      DestinationConfig: { OnFailure: { Destination: `${named("AWS::SQS::Queue", "audit").id}.Arn` } },
    };
    const notify = {
      ...listener,
      FunctionName: functionOf(NOTIFY)?.id,
      MaximumBatchingWindowInSeconds: 0,
      DestinationConfig: { OnFailure: { Destination: `${named("AWS::SQS::Queue", "launch-handoffs").id}.Arn` } },
    };
    const onlyLaunches = { eventName: ["INSERT"], dynamodb: { Keys: { sk: { S: ["LAUNCH"] } } } };
    const onlyHeads = { Filters: [{ Pattern: JSON.stringify({ dynamodb: { Keys: { sk: { S: ["HEAD"] } } } }) }] };
    expect(all("AWS::Lambda::EventSourceMapping").map(({ Properties }) => Properties)).toEqual([
      { ...audit, FilterCriteria: onlyHeads, EventSourceArn: `${String(table("records")?.id)}.StreamArn` },
      { ...audit, EventSourceArn: `${String(table("ledger")?.id)}.StreamArn` },
      {
        ...notify,
        FilterCriteria: { Filters: [{ Pattern: JSON.stringify(onlyLaunches) }] },
        EventSourceArn: `${String(table("ledger")?.id)}.StreamArn`,
      },
    ]);
  });

  test("wakes archive-checkpoints by a schedule, twice more if it fails, and tells the failure queue at last", () => {
    const { everyHours } = settings.archive;
    const lambda = functionOf(ARCHIVE);
    expect(only("AWS::Events::Rule").Properties).toEqual({
      ScheduleExpression: everyHours === 1 ? "rate(1 hour)" : `rate(${everyHours} hours)`,
      State: "ENABLED",
      Targets: [{ Id: "Target0", Arn: `${String(lambda?.id)}.Arn` }],
    });
    expect(lambda?.Properties.Timeout).toBe(900);
    expect(only("AWS::Lambda::EventInvokeConfig").Properties).toMatchObject({
      FunctionName: lambda?.id,
      MaximumRetryAttempts: 2,
      MaximumEventAgeInSeconds: 3_600,
      DestinationConfig: { OnFailure: { Destination: `${named("AWS::SQS::Queue", "audit").id}.Arn` } },
    });
  });

  test("raises an alarm for each thing that must not happen, on the topic", () => {
    const [once, late] = ["GreaterThanOrEqualToThreshold 1 notBreaching", "GreaterThanThreshold 900000 notBreaching"];
    const alarms = all("AWS::CloudWatch::Alarm").map(({ Properties }) => Properties as Record<string, unknown>);
    const said = alarms.map(({ ComparisonOperator, Threshold, TreatMissingData, ...alarm }) => [
      `${String(alarm.Namespace)} ${String(alarm.MetricName)} ${String(alarm.Statistic)}`,
      (alarm.Dimensions as { Value: string }[])[0]?.Value,
      `${String(ComparisonOperator)} ${String(Threshold)} ${String(TreatMissingData)}`,
    ]);
    const [appender, archiver, notifier] = [AUDIT, ARCHIVE, NOTIFY].map((entry) => functionOf(entry)?.id);
    const expected = [
      ["AWS/ApiGateway 5xx Sum", only("AWS::ApiGatewayV2::Api").id, once],
      ...[appender, archiver, notifier].map((id) => ["AWS/Lambda Errors Sum", id, once]),
      ["AWS/Lambda IteratorAge Maximum", appender, late],
      ...all("AWS::SQS::Queue").map(({ id }) => [
        "AWS/SQS ApproximateNumberOfMessagesVisible Maximum",
        `${id}.QueueName`,
        once,
      ]),
      ["Baton CheckpointsArchived SampleCount", stage, "LessThanThreshold 1 breaching"],
      ["Baton LedgerTampered Sum", stage, once],
      ["Baton ReconcileFindings Sum", stage, once],
    ];
    expect(said.sort()).toEqual(expected.sort());
    for (const { AlarmActions } of alarms) expect(AlarmActions).toEqual([named("AWS::SNS::Topic", "watch").id]);
    expect(alarms.find(({ MetricName }) => MetricName === "CheckpointsArchived")).toMatchObject({
      Period: 3_600 * settings.archive.everyHours,
      EvaluationPeriods: 3,
    });
  });

  test("lets the account's alarms, and nobody else, write to an encrypted topic", () => {
    const { Properties, id } = named("AWS::SNS::Topic", "watch");
    expect(Properties).toEqual({ KmsMasterKeyId: `${key("alarmskey").id}.Arn` });
    const cloudWatch = { Effect: "Allow", Principal: { Service: "cloudwatch.amazonaws.com" } };
    expect(key("alarmskey").Properties.KeyPolicy.Statement).toMatchObject([
      { Effect: "Allow", Principal: { AWS: ROOT } },
      { ...cloudWatch, Action: ["kms:Decrypt", "kms:GenerateDataKey*"] },
    ]);
    expect(named("AWS::SNS::TopicPolicy", "watch").Properties.PolicyDocument.Statement).toMatchObject([
      { Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } },
      {
        ...cloudWatch,
        Action: "sns:Publish",
        Resource: id,
        Condition: { StringEquals: { "aws:SourceAccount": "AWS::AccountId" } },
      },
    ]);
    const addresses = all("AWS::SNS::Subscription").map(({ Properties }) => Properties.Endpoint);
    expect(addresses).toEqual(settings.alarmsTo);
  });

  test("lets only notify-production-manager write to the encrypted topic of notifications: runs notify nobody", () => {
    expect(lambdasWith("notifications:Publish")).toEqual([NOTIFY]);
    expect(lambdas.flatMap(actionsOf).filter((action) => /^notifications:(?!Publish$)/.test(action))).toEqual([]);
    const { Properties } = named("AWS::SNS::Topic", "data");
    expect(JSON.stringify(Properties)).toContain("alias/aws/sns");
    expect(named("AWS::SNS::TopicPolicy", "data").Properties.PolicyDocument.Statement).toMatchObject([
      { Effect: "Deny", Action: "sns:Publish", Condition: { Bool: { "aws:SecureTransport": "false" } } },
    ]);
  });

  test("shows every metric that it counts on one dashboard", () => {
    const { DashboardBody } = only("AWS::CloudWatch::Dashboard").Properties;
    const shown = (JSON.parse(DashboardBody) as { widgets: { properties: { metrics: string[][] } }[] }).widgets
      .flatMap(({ properties }) => properties.metrics)
      .map(([, name]) => name);
    expect(shown).toEqual(
      expect.arrayContaining([
        ...["Count", "4xx", "5xx", "Latency", "IteratorAge", "ApproximateNumberOfMessagesVisible"],
        ...[
          "AuditEntriesAppended",
          "AuditRecordsRefused",
          "LedgerTampered",
          "CheckpointsArchived",
          "ReconcileFindings",
        ],
      ]),
    );
  });

  test("saves every query over the logs whose lines it asks", () => {
    const logOf = (entry: string) => functionOf(entry)?.Properties.LoggingConfig.LogGroup;
    const saved = all("AWS::Logs::QueryDefinition").map(({ Properties }) => Properties);
    const expected = [
      ...queries.changes.map(({ name }) => [`${stackId(stage, "audit")}/${name}`, [logOf(AUDIT)]]),
      ...queries.ledger.map(({ name }) => [`${stackId(stage, "audit")}/${name}`, [logOf(ARCHIVE)]]),
      ...queries.calls.map(({ name }) => [
        `${stackId(stage, "api")}/${name}`,
        [all("AWS::Logs::LogGroup").find(({ id }) => id.startsWith("accesslog"))?.id],
      ]),
      ...contexts.flatMap((context) => {
        const logs = routes.filter(([, entry]) => entry.startsWith(`${context}/`)).map(([, entry]) => logOf(entry));
        if (logs.length === 0) return [];
        const asked = [...queries.refusals, ...(hasQueries(context) ? queries[context] : [])];
        return asked.map(({ name }) => [`${stackId(stage, context)}/${name}`, logs]);
      }),
    ];
    expect(saved.map(({ Name, LogGroupNames }) => [Name, LogGroupNames]).sort()).toEqual(expected.sort());
  });

  test("keeps what listeners could not do in encrypted queues that refuse plain HTTP", () => {
    for (const { Properties } of all("AWS::SQS::Queue"))
      expect(Properties).toEqual({ SqsManagedSseEnabled: true, MessageRetentionPeriod: 1_209_600 });
    expect(all("AWS::SQS::QueuePolicy")).toHaveLength(all("AWS::SQS::Queue").length);
    for (const { Properties } of all("AWS::SQS::QueuePolicy"))
      expect(Properties.PolicyDocument.Statement).toMatchObject([
        { Effect: "Deny", Action: "sqs:*", Condition: { Bool: { "aws:SecureTransport": "false" } } },
      ]);
  });

  test("throttles, and logs every call with its status, latency and what the authorizer said", () => {
    const { DefaultRouteSettings, AccessLogSettings } = only("AWS::ApiGatewayV2::Stage").Properties;
    expect(DefaultRouteSettings).toEqual({
      ThrottlingRateLimit: settings.requestsPerSecond,
      ThrottlingBurstLimit: settings.burst,
    });
    expect(JSON.parse(AccessLogSettings.Format)).toMatchObject({
      requestId: "$context.requestId",
      route: "$context.routeKey",
      status: "$context.status",
      latency: "$context.responseLatency",
      authorizerError: "$context.authorizer.error",
    });
  });

  test("gives every Lambda its own log, and keeps logs as long as the stage says", () => {
    const logs = all("AWS::Logs::LogGroup");
    expect(logs).toHaveLength(lambdas.length + 1);
    for (const { Properties } of logs) expect(Properties.RetentionInDays).toBe(settings.logRetentionDays);
    for (const { resource, statements } of lambdas) {
      const log = `${resource.Properties.LoggingConfig.LogGroup}.Arn`;
      expect(statements.filter(({ Action }) => Action.some((action) => action.startsWith("logs:")))).toEqual([
        { Effect: "Allow", Action: ["logs:CreateLogStream", "logs:PutLogEvents"], Resource: [log] },
      ]);
    }
  });

  test("runs every Lambda on Node 24 and ARM", () => {
    const alike = { Runtime: "nodejs24.x", Architectures: ["arm64"], Handler: "index.handler" };
    for (const { resource } of lambdas) expect(resource.Properties).toMatchObject(alike);
  });

  test("has users made by an administrator, each in one tenant for good, with groups for roles, or none at all", () => {
    if (!ownUsers) {
      expect(all("AWS::Cognito::UserPool")).toEqual([]);
      return;
    }
    expect(only("AWS::Cognito::UserPool").Properties).toMatchObject({
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      MfaConfiguration: "ON",
      LambdaConfig: { PreTokenGenerationConfig: { LambdaVersion: "V2_0" } },
      Schema: [{ Name: "tenant_id", Mutable: false }],
    });
    expect(only("AWS::Cognito::UserPoolClient").Properties).toMatchObject({
      AllowedOAuthFlows: ["code"],
      GenerateSecret: false,
      WriteAttributes: ["email"],
    });
    const groups = all("AWS::Cognito::UserPoolGroup").map(({ Properties }) => Properties.GroupName);
    expect(groups.sort()).toEqual([...Role.options].sort());
  });

  test("acknowledges what cdk-nag finds, no less and no more", () => {
    const app = appFor(join(folder, "unacknowledged", stage));
    addStacks(app, { stage, settings, build: built });
    // A finding names another stack's resource by its export, which only synthesis makes.
    app.synth();
    const { violations } = new AwsSolutionsChecks(app).validateScope(app);
    const findings = violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map((each) => [ruleName, (each as { constructPath?: string }).constructPath]),
    );
    const acknowledged = acknowledgementsFor(stage, settings).map(([path, id]) => [
      id,
      `${stackId(stage, path)}/Resource`,
    ]);
    expect(findings.sort()).toEqual(acknowledged.sort());
  });
});

describe("synthesis", () => {
  const dev = (context: Record<string, unknown>) => baton(appFor(join(folder, "other"), context), built);

  test("fails on a finding that nobody has acknowledged", () => {
    const app = dev({ stage: "dev" });
    new Queue(new Stack(app, "another"), "plain");
    expect(() => app.synth()).toThrow("AwsSolutions-SQS4");
  });

  test("fails on a stage that cdk.json does not have, naming those it has", () => {
    const names = Object.keys(stages).join(", ");
    expect(() => dev({ stage: "production" })).toThrow(`No stage is named "production"; cdk.json has ${names}`);
  });

  test("fails on settings that are incomplete, naming what is missing", () => {
    expect(() => dev({ stages: { dev: { keepsData: true } } })).toThrow("dev.signIn");
  });

  test("puts fewer than CloudFormation's 500 resources into every stack", () => {
    for (const { template } of assembly.stacks)
      expect(Object.keys((template as { Resources: object }).Resources).length).toBeLessThan(500);
  });
});

describe("the bundle", () => {
  // Nobody waits for a listener to start, and the one that archives brings the client of S3.
  const sizes = [
    ...[...routes, ...openRoutes].map(([, entry]) => ({ entry, most: 300 })),
    ...listeners.map(([, entry]) => ({ entry, most: 500 })),
  ];

  test.each(sizes)("of $entry is at most $most KB and does not know where it was built", ({ entry, most }) => {
    const file = join(built, entry, "index.mjs");
    expect(statSync(file).size).toBeLessThanOrEqual(most * 1_000);
    const text = readFileSync(file, "utf8");
    expect(text).not.toContain(process.cwd());
    expect(text).not.toContain(folder);
  });
});
