import { statSync } from "node:fs";
import { startBench } from "./engine.ts";
import { initRatios } from "./init.ts";
import { consoleRows } from "./console.ts";
import { median } from "./median.ts";
import { writeResults } from "./results.ts";
import { print, type Row } from "./table.ts";

const { model, stop } = await startBench();
// After the environment is set: the one client of the Lambdas reads it when it is made.
const [{ operationRows }, { speedRows }, log, { launchRows }, checks, { compare }] = await Promise.all([
  import("./operations.ts"),
  import("./speed.ts"),
  import("./log.ts"),
  import("./launch.ts"),
  import("./workflow-checks.ts"),
  import("./peer/compare.ts"),
]);

const ofTheLog = async (): Promise<Row[]> => {
  log.countPuts();
  const alone = await log.appendUnits("alone", 0, 300, 1);
  const inTens = await log.appendUnits("tens", 0, 3_000, 10);
  const young = await log.appendUnits("long", 0, 10_000, 100);
  const soon = await log.proofTime("long", 10_000);
  await log.appendUnits("long", 10_000, 80_000, 100);
  const old = await log.appendUnits("long", 90_000, 10_000, 100);
  const late = await log.proofTime("long", 100_000);
  return [
    { what: "append an entry alone", measured: alone, unit: "units", most: 1.1 },
    { what: "append in tens, for each", measured: inTens, unit: "units", most: 0.45 },
    { what: "append in hundreds, for each of the first 10,000", measured: young, unit: "units", most: 0.4 },
    { what: "append in hundreds, for each of the last of 100,000", measured: old, unit: "units", most: young * 1.05 },
    { what: "prove an entry of 10,000", measured: soon, unit: "ms", most: 20 },
    { what: "prove an entry of 100,000, over that", measured: late / soon, unit: "times", most: 2 },
    {
      what: "verify a million entries, over plain digests",
      measured: log.verificationRatio(),
      unit: "times",
      least: 0.5,
    },
  ];
};

const ofWorkflowChecks = (): Row[] => [
  {
    what: "check workflow handoffs from Markdown, in a second of CPU",
    measured: checks.checksPerSecond(),
    unit: "a second",
    least: 5_000,
  },
];

const ofBundles = async (): Promise<Row[]> => {
  const entries = new Map(model.functions.map(({ name, entry }) => [name, entry]));
  const sizes = model.routes.map(({ functionName }) => statSync(entries.get(functionName) ?? "").size);
  const inits = await initRatios(model.functions.map(({ entry }) => entry));
  const longest = Math.max(...inits);
  const { name = "" } = model.functions[inits.indexOf(longest)] ?? {};
  return [
    { what: "largest bundle of a route", measured: Math.max(...sizes) / 1_000, unit: "KB", most: 300 },
    {
      what: `init over a bare SDK handler's: the median of ${inits.length} Lambdas`,
      measured: median(inits),
      unit: "times",
      most: 0.9,
    },
    {
      what: `init over a bare SDK handler's: the longest (${name})`,
      measured: longest,
      unit: "times",
      most: 0.9,
      why: "whoever executes a launch needs the rules and schemas of every record that it stands on, and makes them while it loads. Schemas that are made when they are first asked for would bring it down.",
    },
  ];
};

try {
  const peer = await compare();
  const rows = [
    ...(await ofBundles()),
    ...ofWorkflowChecks(),
    ...(await speedRows()),
    ...(await operationRows()),
    ...(await launchRows()),
    ...(await ofTheLog()),
    ...(await consoleRows()),
  ];
  print(rows);
  writeResults(rows, peer);
} finally {
  await stop();
}
