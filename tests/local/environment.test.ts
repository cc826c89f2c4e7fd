import { expect, test } from "vitest";
import { enterEnvironment, environmentOf } from "../../local/functions/environment.ts";
import type { LambdaFunction } from "../../local/template/model.ts";

const lambda = (name: string, environment: Record<string, string>): LambdaFunction => ({
  name,
  arn: name,
  entry: "index.mjs",
  handler: "handler",
  environment,
  timeoutSeconds: 3,
  memoryMegabytes: 128,
});
const endpoint = "http://127.0.0.1:8000";

test("functions in one process get the union of their variables, and keys that open nothing", () => {
  const functions = [lambda("a", { TABLE: "t" }), lambda("b", { TABLE: "t", OTHER: "o" })];
  expect(environmentOf(functions, endpoint)).toMatchObject({
    TABLE: "t",
    OTHER: "o",
    AWS_ACCESS_KEY_ID: "local",
    DYNAMODB_ENDPOINT: endpoint,
  });
  expect(environmentOf(functions, endpoint, { kms: "http://127.0.0.1:1" })).toMatchObject({
    KMS_ENDPOINT: "http://127.0.0.1:1",
    AWS_ENDPOINT_URL_KMS: "http://127.0.0.1:1",
  });
});

test("two functions that want different values of one variable are refused, both by name", () => {
  expect(() => environmentOf([lambda("a", { TABLE: "1" }), lambda("b", { TABLE: "2" })], endpoint)).toThrow(
    /a wants TABLE=1 and b wants TABLE=2/,
  );
});

test("a developer's own profile is out of sight while the functions run, and back afterwards", () => {
  process.env.AWS_PROFILE = "production";
  const leave = enterEnvironment({ TABLE_OF_A_TEST: "t" });
  expect(process.env).toMatchObject({ TABLE_OF_A_TEST: "t" });
  expect(process.env).not.toHaveProperty("AWS_PROFILE");
  leave();
  expect(process.env).toMatchObject({ AWS_PROFILE: "production" });
  expect(process.env).not.toHaveProperty("TABLE_OF_A_TEST");
  delete process.env.AWS_PROFILE;
});
