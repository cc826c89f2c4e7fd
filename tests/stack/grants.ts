import { expect, test } from "vitest";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { entries } from "../../infra/bundle.ts";
import { listeners, type May, openRoutes, routes } from "../../infra/routes.ts";
import { actionsOf } from "../support/synthesis.ts";
import { ARCHIVE, AUDIT, NOTIFY, type SynthesisedStage } from "./stage.ts";

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
  hears: [],
  archives: ["archive:PutObject", "archive:GetObject", "archive:ListBucket"],
  indexes: ["audit:PutItem"],
  directs: [],
  notifies: ["notifications:Publish"],
};
const streamActions = ["DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"];
const readsStreams = ["records", "ledger"].flatMap((table) =>
  streamActions.map((action) => `${table}.stream:${action}`),
);

const fillsQueue = ["failures:GetQueueAttributes", "failures:GetQueueUrl", "failures:SendMessage"];

const saysOf = (of: string): May[] =>
  [...routes, ...openRoutes, ...listeners].flatMap(([, entry, ...may]) => (entry === of ? may : []));

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
/** In front of a stage and a method; CDK leaves both open, and there is one stage and another Lambda for another method. */
const API = "arn:AWS::Partition:execute-api:AWS::Region:AWS::AccountId:API";

/** What each Lambda may do, and who may wake it. */
export const grants = ({
  stage,
  settings,
  ownUsers,
  lambdas,
  all,
  only,
  key,
  lambdasWith,
  built,
}: SynthesisedStage): void => {
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
      if (saysOf(lambda.entry).includes("hears")) named.push("LEDGER_TABLE");
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

  test("runs every Lambda on Node 24 and ARM", () => {
    const alike = { Runtime: "nodejs24.x", Architectures: ["arm64"], Handler: "index.handler" };
    for (const { resource } of lambdas) expect(resource.Properties).toMatchObject(alike);
  });
};
