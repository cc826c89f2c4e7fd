import { statSync } from "node:fs";
import { startBench } from "./engine.ts";
import { initRatio } from "./init.ts";
import { writeResults } from "./results.ts";
import { print, type Row } from "./table.ts";

const { model, stop } = await startBench();
// After the environment is set: the one client of the Lambdas reads it when it is made.
const [
  { costOf },
  { cpuRatio, throughputRatio },
  log,
  { launchRows },
  given,
  packets,
  { someone },
  checks,
  { compare },
] = await Promise.all([
  import("./cost.ts"),
  import("./cpu.ts"),
  import("./log.ts"),
  import("./launch.ts"),
  import("../tests/run-handoffs/given.ts"),
  import("../tests/packets/given.ts"),
  import("../tests/support/call.ts"),
  import("./workflow-checks.ts"),
  import("./peer/compare.ts"),
]);

const ofHandoffs = async (): Promise<Row[]> => {
  const who = someone("owner");
  const run = await given.aRunReadyForHandoff(who);
  const create = await costOf(() => run.record());
  const [, handoffBytes = 0] = create.written;
  const read = await costOf(() => run.getHandoff());
  const least = 2 * Math.ceil(handoffBytes / 1024) + 2;
  return [
    { what: "record a handoff: round trips", measured: create.roundTrips, unit: "requests", most: 2 },
    { what: "record a handoff: write units", measured: create.writeUnits, unit: "units", most: least },
    { what: "read a handoff: round trips", measured: read.roundTrips, unit: "requests", most: 1 },
    { what: "record a handoff: CPU over bare SDK calls", measured: await cpuRatio(who), unit: "times", most: 1.1 },
    {
      what: "record handoffs in process: rate over the same query and transaction sent bare",
      measured: await throughputRatio(who),
      unit: "times",
      least: 0.9,
    },
  ];
};

const ofPackets = async (): Promise<Row[]> => {
  const feature = await packets.aFeature(someone("orchestrator"));
  const sent = { body: packets.packet };
  await feature.record(sent);
  const create = await costOf(() => feature.record(sent));
  const [, packetBytes = 0] = create.written;
  const repeatable = await costOf(() => feature.record({ ...sent, headers: { "idempotency-key": "bench" } }));
  const summary = await costOf(() => feature.summary());
  // Head and totals of the day are 1 KB each: 2 units more than the least that a sealed record takes, 2W + 2.
  const least = 2 * Math.ceil(packetBytes / 1024) + 4;
  return [
    { what: "record a packet: round trips", measured: create.roundTrips, unit: "requests", most: 2 },
    { what: "record a packet: write units", measured: create.writeUnits, unit: "units", most: least },
    { what: "the same with an Idempotency-Key", measured: repeatable.writeUnits, unit: "units", most: least + 2 },
    { what: "summarise a feature: round trips", measured: summary.roundTrips, unit: "requests", most: 1 },
  ];
};

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

const fileOf = (name: string): string => model.functions.find((each) => each.name === name)?.entry ?? "";

/** The Lambdas of the five main operations. */
const main = [
  "POST /api/n3/runs/{runId}/execution-handoff",
  "GET /api/n3/runs/{runId}/execution-handoff",
  "POST /api/npd/projects/{projectId}/handoff/execute",
  "POST /api/features/{featureId}/handoff-packets",
  "POST /api/workflow-handoffs",
];

const ofBundles = async (): Promise<Row[]> => {
  const sizes = model.routes.map(({ functionName }) => statSync(fileOf(functionName)).size);
  const files = model.routes.filter(({ key }) => main.includes(key)).map(({ functionName }) => fileOf(functionName));
  return [
    { what: "largest bundle of a route", measured: Math.max(...sizes) / 1_000, unit: "KB", most: 300 },
    {
      what: "longest init of the five main Lambdas, over a bare SDK handler's",
      measured: await initRatio(files),
      unit: "times",
      most: 0.9,
    },
  ];
};

/** Over HTTP there is the gateway as well, its authorizer, and the log that follows. */
const overHttp = (peer: Awaited<ReturnType<typeof compare>>): Row[] =>
  (peer?.rows ?? []).slice(0, 1).map(({ operation, baton, peer }) => ({
    what: `${operation} over HTTP: rate over the plain way's (for comparison)`,
    measured: baton.perSecond / peer.perSecond,
    unit: "times",
    least: 0,
  }));

try {
  const peer = await compare();
  const rows = [
    ...(await ofBundles()),
    ...ofWorkflowChecks(),
    ...(await ofHandoffs()),
    ...overHttp(peer),
    ...(await ofPackets()),
    ...(await launchRows()),
    ...(await ofTheLog()),
  ];
  print(rows);
  writeResults(rows, peer);
} finally {
  await stop();
}
