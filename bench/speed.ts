import type { Model } from "../local/template/model.ts";
import { routesOf } from "../tests/run-handoffs/given.ts";
import { cpuRatio } from "./cpu.ts";
import { throughputRatios } from "./rate.ts";
import { openRecording } from "./recording.ts";
import type { Row } from "./table.ts";

const CPU =
  "by profiles of both sides, what the Lambda takes beyond the bare calls is zod that reads the stored run, the claims and the body (a fifth), the client's time limits and retries (a tenth), the JSON of the run's parts, canonical text with its digests, and ids (a twelfth each), the garbage of all that (a seventh), and forty functions more. Two things would close it, and both were tried: a client that does not tell AWS which SDK it is (0.07 ms of some 1.2 less, which gave 1.15), and one that resolves its middleware once, which the DocumentClient of @aws-sdk/lib-dynamodb does not allow (0.10 ms less). The first would make calls harder to trace, and the package is given.";

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
