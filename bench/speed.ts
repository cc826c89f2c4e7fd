import { someone } from "../tests/support/call.ts";
import { cpuRatio } from "./cpu.ts";
import { throughputRatios } from "./rate.ts";
import type { Row } from "./table.ts";

/** What the Lambdas add to the requests that they send. */
export const speedRows = async (): Promise<Row[]> => {
  const who = someone("owner");
  const cpu = await cpuRatio(who);
  const { inProcess, overHttp } = await throughputRatios(who);
  const rate = "record handoffs: rate over the same query and transaction sent bare";
  return [
    { what: "record a handoff: CPU over bare SDK calls", measured: cpu, unit: "times", most: 1.1 },
    { what: `${rate}, in process`, measured: inProcess, unit: "times", least: 0.9 },
    { what: `${rate}, over HTTP with gateway, authorizer and log`, measured: overHttp, unit: "times", goal: "none" },
  ];
};
