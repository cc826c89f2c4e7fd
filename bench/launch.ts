import { aHandoffReady, aLead, type HandoffUnderTest, request } from "../tests/launch-handoffs/given-handoff.ts";
import { factoryOf, formulation, lines, routing } from "../tests/launch-handoffs/given.ts";
import { colleague, type Reply } from "../tests/support/call.ts";
import * as formulations from "../shared/launch-handoffs/formulation-repository.ts";
import { ok } from "../shared/kernel/answer.ts";
import { costOf } from "./cost.ts";
import type { Row } from "./table.ts";

/** Ordinary lines: an ingredient's UUID, an exact quantity and a percentage. */
const ready = (count: number): Promise<HandoffUnderTest> => aHandoffReady(aLead(), { items: lines(count) });

const succeeded = ({ status, body }: Reply): void => {
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
};

/** What the heads, the code and the seal cost, and the BOM by its lines. */
const least = (count: number): number => 10 + 2 * Math.ceil(0.5 + 0.15 * count);

/** A pilot work order is one item more, and its routing, which must still be active, one check more. */
const PILOT_UNITS = 4;

const costRows = async (count: number, withPilot: boolean): Promise<Row[]> => {
  const it = await ready(count);
  const route = factoryOf(colleague(it.who, "admin")).routing();
  succeeded(await route.put({ body: routing }));
  const { pilot_wo_data, ...sent } = request();
  const pilot = { create_pilot_wo: true, pilot_wo_data: { ...pilot_wo_data, routing_id: route.routingId } };
  const body = { ...sent, ...(withPilot ? pilot : { create_pilot_wo: false }) };
  const cost = await costOf(async () => {
    succeeded(await it.execute({ body, headers: { "idempotency-key": "bench" } }));
  });
  const what = `launch ${count} lines${withPilot ? ", with a routed pilot work order" : ""}`;
  const most = 1.1 * (least(count) + (withPilot ? PILOT_UNITS : 0));
  return [
    { what: `${what}: round trips`, measured: cost.roundTrips, unit: "requests", most: 2 },
    { what: `${what}: write units`, measured: cost.writeUnits, unit: "units", most },
  ];
};

/** The time in ms that nineteen of twenty calls stay within. */
const p95 = async (calls: (() => Promise<Reply>)[]): Promise<number> => {
  const times: number[] = [];
  for (const call of calls) {
    const start = performance.now();
    succeeded(await call());
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[Math.ceil(0.95 * times.length) - 1] ?? NaN;
};

const timeRow = async (count: number, launches: number): Promise<Row> => {
  const projects: HandoffUnderTest[] = [];
  for (let each = 0; each < launches; each += 1) projects.push(await ready(count));
  const measured = await p95(projects.map((it) => () => it.execute({ body: request() })));
  return { what: `launch ${count} lines: p95`, measured, unit: "ms", most: 5_000 };
};

const BEYOND = 20_000;

/** A formulation of more lines than a request brings, written as one would be that came in parts. */
const readyBeyond = async (): Promise<HandoffUnderTest> => {
  const it = await ready(formulation.items.length);
  const { tenantId, sub: id } = it.who;
  const call = { actor: { tenantId, id, roles: [] }, now: new Date(), once: undefined };
  await formulations.put(
    call,
    { projectId: it.project.projectId, id: String(request().formulation_id) },
    ({ before }) => {
      if (!before) throw new Error("There is none");
      return { record: { ...before, items: lines(BEYOND) }, event: "npd_formulation_updated" };
    },
    () => ok({}),
  );
  return it;
};

/** Its formulation is read in pages of 1 MB, one after the other; the rest is as it is with fewer lines. */
const rowsBeyond = async (): Promise<Row[]> => {
  const what = `launch ${BEYOND} lines, of which a request brings 2,000`;
  const [first, ...others] = [await readyBeyond(), await readyBeyond(), await readyBeyond(), await readyBeyond()];
  const cost = await costOf(async () => {
    succeeded(await first.execute({ body: { ...request(), create_pilot_wo: false } }));
  });
  const measured = await p95(others.map((it) => () => it.execute({ body: request() })));
  return [
    { what: `${what}: round trips`, measured: cost.roundTrips, unit: "requests", goal: "none" },
    { what: `${what}: write units`, measured: cost.writeUnits, unit: "units", most: 1.1 * least(BEYOND) },
    { what: `${what}: the slowest of ${others.length}`, measured, unit: "ms", most: 5_000 },
  ];
};

const wizardRow = async (): Promise<Row> => {
  const it = await ready(2_000);
  const measured = await p95(Array.from({ length: 20 }, () => () => it.get()));
  return { what: "read the wizard with 2,000 lines: p95", measured, unit: "ms", most: 500 };
};

/** What launches cost, and how long they and the wizard take on this machine's engine. */
export const launchRows = async (): Promise<Row[]> => [
  ...(await costRows(15, false)),
  ...(await costRows(100, false)),
  ...(await costRows(2_000, false)),
  ...(await costRows(15, true)),
  await timeRow(15, 40),
  await timeRow(100, 40),
  await timeRow(2_000, 20),
  ...(await rowsBeyond()),
  await wizardRow(),
];
