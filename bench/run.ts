import { statSync } from "node:fs";
import { startBench } from "./engine.ts";
import { type Row, print } from "./table.ts";

const { model, stop } = await startBench();
try {
  // After the environment is set: the one client of the Lambdas reads it when it is made.
  const [{ costOf }, { cpuRatio }, given, { someone }] = await Promise.all([
    import("./cost.ts"),
    import("./cpu.ts"),
    import("../tests/run-handoffs/given.ts"),
    import("../tests/support/call.ts"),
  ]);
  console.log = silently(console.log);
  const who = someone("owner");
  const run = await given.aRunReadyForHandoff(who);
  const create = await costOf(() => run.record());
  const [, handoffBytes = 0] = create.written;
  const read = await costOf(() => run.getHandoff());
  const largest = Math.max(...model.routes.map(({ functionName }) => bundleBytes(functionName)));
  const rows: Row[] = [
    { what: "record a handoff: round trips", measured: create.roundTrips, limit: 2, unit: "requests" },
    {
      what: "record a handoff: write units",
      measured: create.writeUnits,
      limit: 2 * Math.ceil(handoffBytes / 1024) + 2,
      unit: "units",
    },
    { what: "read a handoff: round trips", measured: read.roundTrips, limit: 1, unit: "requests" },
    { what: "largest bundle of a route", measured: largest / 1_000, limit: 300, unit: "KB" },
    { what: "record a handoff: CPU over bare SDK calls", measured: await cpuRatio(who), limit: 1.1, unit: "times" },
  ];
  print(rows);
} finally {
  await stop();
}

function bundleBytes(functionName: string): number {
  const found = model.functions.find(({ name }) => name === functionName);
  return found ? statSync(found.entry).size : NaN;
}

/** The Lambdas log one JSON line a refusal; the table is what this prints. */
function silently(log: typeof console.log): typeof console.log {
  return (line: unknown, ...rest: unknown[]) => {
    if (!String(line).startsWith("{")) log(line, ...rest);
  };
}
