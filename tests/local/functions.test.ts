import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { invoker } from "../../local/functions/functions.ts";
import type { LambdaFunction } from "../../local/template/model.ts";

const folder = mkdtempSync(join(tmpdir(), "functions-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** A function that ends when it is told to. */
const patient = (): LambdaFunction => {
  const entry = join(folder, "patient.mjs");
  writeFileSync(entry, "export const handler = ({ until }) => until;");
  return {
    name: "patient",
    arn: "arn",
    entry,
    handler: "handler",
    environment: {},
    memoryMegabytes: 128,
    timeoutSeconds: 30,
  };
};

test("no function is left at work when the functions are idle, whether it succeeds or fails", async () => {
  const { invoke, idle } = invoker([patient()]);
  await idle();
  const [first, second] = [Promise.withResolvers<string>(), Promise.withResolvers<string>()];
  const ended: string[] = [];
  const [one, other] = [invoke("patient", { until: first.promise }), invoke("patient", { until: second.promise })];
  void one.finally(() => ended.push("one"));
  other.catch(() => ended.push("other"));
  const wholeEnd = idle().then(() => ended.push("idle"));
  first.resolve("done");
  await one;
  second.reject(new Error("refused"));
  await wholeEnd;
  expect(ended).toEqual(["one", "other", "idle"]);
});
