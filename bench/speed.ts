import type { Model } from "../local/template/model.ts";
import { routesOf } from "../tests/run-handoffs/given.ts";
import { cpuRatio } from "./cpu.ts";
import { throughputRatios } from "./rate.ts";
import { openRecording } from "./recording.ts";
import type { Row } from "./table.ts";

const CPU =
  "by profiles of both sides the bare calls take 0.97 ms and the Lambda 1.37. It reads the stored run with zod (0.09), parses its parts (0.03), makes two ids (0.03), canonical text and digests (0.03), and has time limits and retries at its client (0.04); 0.06 go into collecting garbage, and the others into some forty functions, none of which takes 0.01. Two things would close it, and both were tried: a client that does not tell AWS which SDK it is (0.07 less, so 1.15), and one that resolves its middleware once, which the DocumentClient of @aws-sdk/lib-dynamodb does not allow (0.10 less). The first would make calls harder to trace, and the package is given.";

/** What the Lambdas add to the requests that they send. */
export const speedRows = async ({ routes, functions }: Model): Promise<Row[]> => {
  const route = routes.find(({ key }) => key === routesOf.record);
  const { entry = "" } = functions.find(({ name }) => name === route?.functionName) ?? {};
  const recording = await openRecording(entry);
  const cpu = await cpuRatio(recording);
  const { inProcess, overHttp } = await throughputRatios(recording);
  const rate = "record handoffs: rate over the same query and transaction sent bare";
  return [
    { what: "record a handoff: CPU over bare SDK calls", measured: cpu, unit: "times", most: 1.1, why: CPU },
    { what: `${rate}, in process`, measured: inProcess, unit: "times", least: 0.9 },
    { what: `${rate}, over HTTP with gateway, authorizer and log`, measured: overHttp, unit: "times", goal: "none" },
  ];
};
