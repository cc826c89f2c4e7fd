import { resultsOf } from "../tests/builder-handoffs/documents.ts";
import * as builders from "../tests/builder-handoffs/given.ts";
import * as launches from "../tests/launch-handoffs/given-handoff.ts";
import * as packets from "../tests/packets/given.ts";
import * as runs from "../tests/run-handoffs/given.ts";
import { type Reply, someone } from "../tests/support/call.ts";
import * as workflow from "../tests/workflow-handoffs/given.ts";
import { type Cost, costOf } from "./cost.ts";
import type { Row } from "./table.ts";

type Most = { roundTrips: number; writeUnits?: number | undefined; readUnits: number };

const costOfCall = (call: () => Promise<Reply>): Promise<Cost> =>
  costOf(async () => {
    const reply = await call();
    if (reply.status >= 300) throw new Error(`${reply.status} ${JSON.stringify(reply.body)}`);
  });

/** What a sealed record takes in a transaction, with the head beside it: the largest of what was written is the record. */
const sealing = ({ written }: Cost): number => 2 * Math.ceil(Math.max(...written) / 1_024) + 2;

const rowsOf = (operation: string, cost: Cost, most: Most): Row[] => [
  { what: `${operation}: round trips`, measured: cost.roundTrips, unit: "requests", most: most.roundTrips },
  { what: `${operation}: write units`, measured: cost.writeUnits, unit: "units", most: most.writeUnits ?? 0 },
  { what: `${operation}: read units`, measured: cost.readUnits, unit: "units", most: most.readUnits },
];

const ofRuns = async (): Promise<Row[]> => {
  const run = await runs.aRunReadyForHandoff(someone("owner"));
  const record = await costOfCall(() => run.record());
  const read = await costOfCall(() => run.getHandoff());
  return [
    ...rowsOf("record a run's handoff", record, { roundTrips: 2, writeUnits: sealing(record), readUnits: 1 }),
    ...rowsOf("read it", read, { roundTrips: 1, readUnits: 1 }),
  ];
};

const ofPackets = async (): Promise<Row[]> => {
  const feature = await packets.aFeature(someone("orchestrator"));
  const sent = { body: packets.packet };
  packets.done(await feature.record(sent));
  const create = await costOfCall(() => feature.record(sent));
  const repeatable = await costOfCall(() => feature.record({ ...sent, headers: { "idempotency-key": "bench" } }));
  const summary = await costOfCall(() => feature.summary());
  // The totals of the day are 1 KB beside the head: 2 units more than the least that a sealed record takes.
  const least = sealing(create) + 2;
  return [
    ...rowsOf("record a packet", create, { roundTrips: 2, writeUnits: least, readUnits: 3 }),
    ...rowsOf("the same with an Idempotency-Key", repeatable, { roundTrips: 2, writeUnits: least + 2, readUnits: 3 }),
    ...rowsOf("summarise a feature", summary, { roundTrips: 1, readUnits: 2 }),
  ];
};

const ofBuilders = async (): Promise<Row[]> => {
  const it = await builders.aDraft(builders.aTeam());
  const submit = await costOfCall(() => it.submitResults({ body: { document: resultsOf("H-32") } }));
  return rowsOf("submit a builder's results", submit, { roundTrips: 2, writeUnits: sealing(submit), readUnits: 1 });
};

const ofWorkflow = async (): Promise<Row[]> => {
  const { developer } = workflow.aTeam();
  const submit = await costOfCall(() => workflow.submit(developer, { fields: workflow.readyForQa }));
  // What the inbox is read from is an item of its own: 2 units more.
  return rowsOf("submit a workflow handoff", submit, { roundTrips: 2, writeUnits: sealing(submit) + 2, readUnits: 1 });
};

const ofLaunches = async (): Promise<Row[]> => {
  const it = await launches.aHandoffReady(launches.aLead());
  return rowsOf("validate a launch", await costOfCall(() => it.validate()), { roundTrips: 1, readUnits: 3 });
};

/** What the main operations cost, with the least that each can do with as its limit. */
export const operationRows = async (): Promise<Row[]> => [
  ...(await ofRuns()),
  ...(await ofLaunches()),
  ...(await ofPackets()),
  ...(await ofBuilders()),
  ...(await ofWorkflow()),
];
