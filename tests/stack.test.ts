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
import { listeners, type May, openRoutes, routes } from "../infra/routes.ts";
import { stackId } from "../infra/stages.ts";
import { Role } from "../shared/kernel/actor.ts";
import {
  appFor,
  type Kind,
  type Lambda,
  lambdasOf,
  ofType,
  type Resource,
  resourcesOf,
  stages,
  tableActionsOf,
} from "./support/synthesis.ts";

/** What each word of routes.ts comes to: the actions of DynamoDB, written out once more. */
const meaning: Record<May, string[]> = {
  reads: ["records:Query"],
  lists: ["records:Query", "records:BatchGetItem"],
  writes: ["records:PutItem"],
  opens: ["ledger:GetItem"],
  seals: ["ledger:PutItem"],
  removes: ["ledger:DeleteItem"],
  audits: ["audit:Query"],
  appends: ["audit:PutItem"],
};
const streamActions = ["DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"];
const readsStreams = ["records", "ledger"].flatMap((table) =>
  streamActions.map((action) => `${table}.stream:${action}`),
);

const AUDIT = "ledger/append-audit-entries";
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
  const lambdasWith = (action: string) =>
    lambdas.filter((each) => tableActionsOf(each).includes(action)).map(({ entry }) => entry);

  test("makes a Lambda of every line of routes.ts", () => {
    const expected = entries.filter((entry) => ownUsers || !entry.startsWith("identity/"));
    expect(lambdas.map(({ entry }) => entry).sort()).toEqual([...expected].sort());
  });

  test("lets a Lambda do to the tables what its line says, and nothing else", () => {
    const granted = new Map(lambdas.map((lambda) => [lambda.entry, tableActionsOf(lambda)]));
    for (const [, entry, ...may] of [...routes, ...openRoutes, ...listeners]) {
      const said = new Set(may.flatMap((word) => meaning[word]));
      const expected = [...said, ...(entry === AUDIT ? readsStreams : [])].sort();
      expect([entry, granted.get(entry) ?? []]).toEqual([entry, expected]);
    }
  });

  test("tells a Lambda the names of the tables it may touch, and of no others", () => {
    for (const lambda of lambdas) {
      // Who reads a table's stream does not touch the table.
      const touched = tableActionsOf(lambda)
        .filter((action) => !action.includes("Stream") && !action.includes(".stream:"))
        .map((action) => action.replace(/:.*/, ""));
      const named = [...new Set(touched)].map((name) => `${name.toUpperCase()}_TABLE`);
      expect([lambda.entry, Object.keys(lambda.environment).sort()]).toEqual([lambda.entry, named.sort()]);
    }
  });

  test("lets only append-audit-entries write the audit table", () => {
    expect(lambdasWith("audit:PutItem")).toEqual([AUDIT]);
    const others = lambdas.flatMap(tableActionsOf).filter((action) => /^audit:(?!(Query|PutItem)$)/.test(action));
    expect(others).toEqual([]);
  });

  test("lets nobody update an item, in any table", () => {
    const updates = lambdas.flatMap(tableActionsOf).filter((action) => /Update|PartiQL|BatchWrite|\*/.test(action));
    expect(updates).toEqual([]);
  });

  test("lets one Lambda delete from the ledger: delete-execution-handoff", () => {
    expect(lambdasWith("ledger:DeleteItem")).toEqual(["run-handoffs/delete-execution-handoff"]);
  });

  test("allows no wildcard and attaches no managed policy", () => {
    // AWS forces none: even ListStreams is limited to the two streams.
    const words = all("AWS::IAM::Policy").flatMap(({ Properties }) =>
      Properties.PolicyDocument.Statement.flatMap(({ Action, Resource }) => [Action, Resource].flat()),
    );
    expect(words.filter((word) => word.includes("*"))).toEqual([]);
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

  test("lets nobody wake a Lambda but its own route, or the user pool", () => {
    const paths = new Map([...routes, ...openRoutes].map(([route, entry]) => [entry, route.replace(/^\w+ /, "")]));
    for (const { Properties } of all("AWS::Lambda::Permission")) {
      const entry = lambdas.find(({ resource }) => `${resource.id}.Arn` === Properties.FunctionName)?.entry ?? "";
      const gateway = `${API}/*/*${paths.get(entry) ?? ""}`;
      const expected = entry.startsWith("identity/") ? `${only("AWS::Cognito::UserPool").id}.Arn` : gateway;
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

  test(`${keepsData ? "keeps" : "drops"} tables, logs and users when it is deleted`, () => {
    const kept = {
      DeletionProtectionEnabled: keepsData,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: keepsData },
    };
    for (const { Properties } of all("AWS::DynamoDB::GlobalTable"))
      expect(Properties).toMatchObject({ Replicas: [kept] });
    const holders = (["AWS::DynamoDB::GlobalTable", "AWS::Logs::LogGroup", "AWS::Cognito::UserPool"] as const).flatMap(
      all,
    );
    for (const { DeletionPolicy } of holders) expect(DeletionPolicy).toBe(keepsData ? "Retain" : "Delete");
  });

  test("wakes append-audit-entries by both streams, and nobody else by any", () => {
    const listener = {
      FunctionName: lambdas.find(({ entry }) => entry === AUDIT)?.resource.id,
      StartingPosition: "TRIM_HORIZON",
      BatchSize: 100,
      MaximumBatchingWindowInSeconds: settings.auditBatchingSeconds,
      MaximumRetryAttempts: 5,
      MaximumRecordAgeInSeconds: 43_200,
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ["ReportBatchItemFailures"],
      DestinationConfig: { OnFailure: { Destination: `${only("AWS::SQS::Queue").id}.Arn` } },
    };
    const onlyHeads = { Filters: [{ Pattern: JSON.stringify({ dynamodb: { Keys: { sk: { S: ["HEAD"] } } } }) }] };
    expect(all("AWS::Lambda::EventSourceMapping").map(({ Properties }) => Properties)).toEqual([
      { ...listener, FilterCriteria: onlyHeads, EventSourceArn: `${String(table("records")?.id)}.StreamArn` },
      { ...listener, EventSourceArn: `${String(table("ledger")?.id)}.StreamArn` },
    ]);
  });

  test("keeps what could not be appended in an encrypted queue that refuses plain HTTP", () => {
    expect(only("AWS::SQS::Queue").Properties).toEqual({
      SqsManagedSseEnabled: true,
      MessageRetentionPeriod: 1_209_600,
    });
    expect(only("AWS::SQS::QueuePolicy").Properties.PolicyDocument.Statement).toMatchObject([
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
    addStacks(app, stage, { settings, build: built });
    const { violations } = new AwsSolutionsChecks(app).validateScope(app);
    const findings = violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map((each) => [ruleName, (each as { constructPath?: string }).constructPath]),
    );
    const acknowledged = acknowledgementsFor(settings).map(([path, id]) => [id, `${stackId(stage, path)}/Resource`]);
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
  test.each(entries)("of %s is at most 300 KB and does not know where it was built", (entry) => {
    const file = join(built, entry, "index.mjs");
    expect(statSync(file).size).toBeLessThanOrEqual(300_000);
    const text = readFileSync(file, "utf8");
    expect(text).not.toContain(process.cwd());
    expect(text).not.toContain(folder);
  });
});
