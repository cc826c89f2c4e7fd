import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Stack } from "../../local/template/assembly.ts";
import { account, region, resolver } from "../../local/template/intrinsics.ts";
import { readModel } from "../../local/template/template.ts";
import { fixtureAssembly } from "./fixture/assembly.ts";

const stack = (name: string, outputs: Stack["outputs"] = {}): Stack => ({
  name,
  resources: { Table: { Type: "AWS::DynamoDB::Table" } },
  parameters: { Version: { Default: "6" } },
  outputs,
});
const exporter = stack("exporter", {
  Name: { Value: { "Fn::GetAtt": ["Table", "Arn"] }, Export: { Name: { "Fn::Sub": "${AWS::StackName}:arn" } } },
});
const importer = stack("importer");
const resolve = resolver([exporter, importer], (from, logicalId, attribute) =>
  logicalId === "Table" && attribute !== "Nothing" ? `${from.name}/${attribute}` : undefined,
);

describe("an intrinsic", () => {
  test.each([
    ["Ref of a resource", { Ref: "Table" }, "importer/Ref"],
    ["Ref of a parameter", { Ref: "Version" }, "6"],
    ["Ref of a pseudo parameter", { Ref: "AWS::Region" }, region],
    ["Fn::GetAtt by a list", { "Fn::GetAtt": ["Table", "Arn"] }, "importer/Arn"],
    ["Fn::GetAtt by a path", { "Fn::GetAtt": "Table.Stream.Arn" }, "importer/Stream.Arn"],
    ["Fn::Join", { "Fn::Join": [":", ["a", { Ref: "AWS::AccountId" }]] }, `a:${account}`],
    ["Fn::Split", { "Fn::Split": ["/", { Ref: "Table" }] }, ["importer", "Ref"]],
    ["Fn::Select", { "Fn::Select": [1, { "Fn::Split": ["/", "a/b"] }] }, "b"],
    ["Fn::Sub", { "Fn::Sub": "${Table}|${Table.Arn}|${!Left}" }, "importer/Ref|importer/Arn|${Left}"],
    ["Fn::Sub with variables", { "Fn::Sub": ["${a}", { a: { Ref: "Version" } }] }, "6"],
    ["Fn::ImportValue", { "Fn::ImportValue": "exporter:arn" }, "exporter/Arn"],
    ["AWS::NoValue", { kept: 1, gone: { Ref: "AWS::NoValue" } }, { kept: 1 }],
  ])("%s is replaced by what it stands for", (_, value, resolved) => {
    expect(resolve(importer, value)).toEqual(resolved);
  });

  test.each([
    ["a resource that is not there", { Ref: "Nobody" }, "Nobody.Ref has no value here (stack importer)"],
    ["an attribute that has no value here", { "Fn::GetAtt": ["Table", "Nothing"] }, "Table.Nothing has no value"],
    ["an export that no stack has", { "Fn::ImportValue": "nothing" }, "No stack exports nothing"],
    ["a function that is not understood", { "Fn::FindInMap": [] }, "Fn::FindInMap is not understood"],
  ])("of %s throws", (_, value, message) => {
    expect(() => resolve(importer, value)).toThrow(message);
  });
});

describe("the model of a cloud assembly", () => {
  const origin = "http://localhost:3000";
  const model = readModel(fixtureAssembly(), { origin, tablePrefix: "test-" });
  const [items, changes] = model.tables;
  const signer = model.functions.find(({ name }) => name.includes("signtime"));

  test("has every table with its keys, stream and time to live, whichever kind of resource it is", () => {
    expect(items).toMatchObject({
      keySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      streamViewType: "NEW_AND_OLD_IMAGES",
    });
    expect(changes).toMatchObject({ streamViewType: undefined, timeToLiveAttribute: "expires" });
    expect(items?.name).toMatch(/^test-fixture-data-Items/);
  });

  test("has the functions that something calls, each with its built code and environment", () => {
    expect(model.functions.map(({ name }) => name.replace(/[0-9A-F]{8}$/, ""))).toEqual(
      ["echo", "putitem", "getitem", "recordchange", "signtime"].map((name) => `fixture-work-${name}`),
    );
    for (const { entry, handler, environment } of model.functions) {
      expect(existsSync(entry)).toBe(true);
      expect(handler).toBe("handler");
      expect(environment).toMatchObject({
        ITEMS_TABLE: items?.name,
        CHANGES_TABLE: changes?.name,
        ISSUER: `${origin}/oidc`,
      });
    }
  });

  test("has the routes with their functions, and an authorizer where one is asked for", () => {
    const authorizer = { issuer: `${origin}/oidc`, audience: [model.userPoolClients[0]?.id] };
    expect(model.routes.map(({ key, authorizer: by }) => [key, by])).toEqual([
      ["ANY /echo/{thing}", undefined],
      ["GET /echo/{rest+}", undefined],
      ["GET /me", authorizer],
      ["PUT /items/{id}", authorizer],
      ["GET /items/{id}", authorizer],
    ]);
  });

  test("has the event source mappings with every setting of theirs", () => {
    expect(model.mappings).toMatchObject([
      {
        tableName: items?.name,
        functionName: expect.stringMatching(/recordchange/),
        batchSize: 10,
        batchingWindowSeconds: 0,
        bisectsOnError: true,
        retryAttempts: 1,
        maximumRecordAgeSeconds: -1,
        reportsItemFailures: true,
        filters: [],
        failureQueue: expect.stringMatching(/^fixture-work-Failures/),
      },
    ]);
  });

  test("has the schedules that are enabled, with what the function says about its retries", () => {
    expect(model.schedules).toEqual([
      {
        ruleArn: expect.stringMatching(/^arn:aws:events:us-east-1:000000000000:rule\/fixture-work-Hourly/),
        functionName: signer?.name,
        periodMilliseconds: 3_600_000,
        input: undefined,
        retryAttempts: 1,
        maximumEventAgeSeconds: 7_200,
        failureQueue: expect.stringMatching(/^fixture-work-Failures/),
      },
    ]);
  });

  test("has the buckets with how long they lock what is put into them", () => {
    expect(model.buckets).toEqual([
      {
        name: expect.stringMatching(/^fixture-data-vault/),
        keepsVersions: true,
        retention: { mode: "COMPLIANCE", days: 30 },
      },
      { name: expect.stringMatching(/^fixture-data-desk/), keepsVersions: false, retention: undefined },
    ]);
    expect(signer?.environment.BUCKET).toBe(model.buckets[0]?.name);
  });

  test("has the keys that sign, and no other", () => {
    expect(model.signingKeys).toEqual([expect.stringMatching(/^fixture-data-Key/)]);
    expect(signer?.environment.KEY_ARN).toBe(`arn:aws:kms:us-east-1:000000000000:key/${String(model.signingKeys[0])}`);
  });

  test.each(["HOST_JOINED", "HOST_SPLIT", "HOST_SUBSTITUTED"])(
    "knows the API's host as this machine, %s",
    (variable) => {
      expect(signer?.environment[variable]).toBe("localhost:3000");
    },
  );
});
