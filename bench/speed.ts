import type { Model } from "../local/template/model.ts";
import { routesOf } from "../tests/run-handoffs/given.ts";
import { cpuRatio } from "./cpu.ts";
import { throughputRatios } from "./rate.ts";
import { openRecording } from "./recording.ts";
import type { Row } from "./table.ts";

const CPU =
  "a bare call marshals, signs and sends, in 1.5 to 2 ms here. By its profile the handler's own code adds some 0.25 ms: zod reads the stored run (0.07), the body, the parameters and the claims (0.05), JSON is parsed and written canonically (0.05), ids and digests are made (0.05); what else it takes is not accounted for yet. Reading stored records without a schema would save the most, and with it the care for rows that somebody altered; schemas compiled at the start would cost every cold start more than they save.";

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
