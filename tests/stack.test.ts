import { Stack } from "aws-cdk-lib";
import { Queue } from "aws-cdk-lib/aws-sqs";
import { AwsSolutionsChecks } from "cdk-nag";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { acknowledgementsFor } from "../infra/acknowledgements.ts";
import { addStacks, baton } from "../infra/baton.ts";
import { listeners, openRoutes, routes } from "../infra/routes.ts";
import { stackId } from "../infra/stages.ts";
import { data } from "./stack/data.ts";
import { gateway } from "./stack/gateway.ts";
import { grants } from "./stack/grants.ts";
import { stageIn, synthesise } from "./stack/stage.ts";
import { watch } from "./stack/watch.ts";
import { appFor, stages } from "./support/synthesis.ts";

const synthesis = await synthesise();
const { folder, built, assembly } = synthesis;
afterAll(synthesis.remove);

describe.each(Object.entries(stages))("the synthesised stage %s", (stage, settings) => {
  const synthesised = stageIn(synthesis, stage, settings);
  for (const ask of [grants, gateway, data, watch]) ask(synthesised);

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

  test("has the schema of an input only where it is parsed", () => {
    const words = "Expected at least one item: only a draft may be empty";
    const parsed = [...routes].filter(([, entry]) =>
      readFileSync(join(built, entry, "index.mjs"), "utf8").includes(words),
    );
    expect(parsed.map(([, entry]) => entry)).toEqual(["launch-handoffs/put-formulation"]);
  });

  test("brings the classes of those errors of DynamoDB alone that are told apart by them", () => {
    const text = readFileSync(join(built, "workflow-handoffs/submit-workflow-handoff", "index.mjs"), "utf8");
    const known = ["ConditionalCheckFailedException", "TransactionCanceledException", "ThrottlingException"];
    expect(known.filter((error) => text.includes(`dynamodb#${error}`))).toEqual(known.slice(0, 2));
  });
});
