import fc from "fast-check";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { handler as appendAuditEntries } from "../../functions/ledger/append-audit-entries.ts";
import { routes } from "../../infra/routes.ts";
import { readTables, reconcileTenant } from "../../shared/ledger/watch/reconciliation-repository.ts";
import { recordsOf } from "../support/streams.ts";
import { freshTables } from "../support/tables.ts";
import { type Place, type Story, storyOf } from "./disturbed.ts";
import { kindsFor } from "./fault.ts";
import { isLong, seed, tell } from "./proof.ts";

const SLICE = 80;
const AT_ONCE = 16;
/** The engine slows as its streams grow, so this many share tables. */
const A_BATCH = 240;

const undisturbed = new Map<string, Story>();
const places: Place[] = [];

beforeAll(async () => {
  for (const name of ["log", "error"] as const) vi.spyOn(console, name).mockImplementation(() => undefined);
  for (const [route] of routes) {
    const story = await storyOf(route);
    undisturbed.set(route, story);
    for (const [site, command] of story.commands.entries())
      for (const kind of kindsFor(command))
        for (const times of [1, Infinity]) places.push({ route, site, kind, times });
  }
}, 120_000);

/** An attempt at a launch that failed is an event of its project, as the document asks: a row and a rev of its own. */
const butFailedAttempts = (state: readonly string[] = []): string[] =>
  state
    .filter((line) => !line.includes("#ATTEMPTS"))
    .map((line) => (line.includes("npd_project_launched") ? line.replace(/"rev":\d+/, "") : line));

/** What is wrong with how a disturbed call went. */
const complaintsOf = ({ route }: Place, { answers, again, state }: Story): string[] => {
  const [first, last] = [answers[0], answers.at(-1)];
  if (!first || !last) return ["not called"];
  const complaints: string[] = [];
  if (first.status >= 300 && first.status < 500) complaints.push(`refused falsely: ${JSON.stringify(first.body)}`);
  if (last.status >= 300) complaints.push(`${answers.length} calls, and still ${JSON.stringify(last.body)}`);
  const isPost = route.startsWith("POST ");
  if (isPost && (again.status !== last.status || JSON.stringify(again.body) !== JSON.stringify(last.body)))
    complaints.push(`answered otherwise when it came again: ${JSON.stringify(again.body)}`);
  // A PUT that was sent twice is two revs of one and the same record.
  const expected = butFailedAttempts(undisturbed.get(route)?.state);
  const found = butFailedAttempts(state);
  const isDouble = isPost ? JSON.stringify(found) !== JSON.stringify(expected) : found.length !== expected.length;
  if (isDouble) complaints.push(`the tables have ${JSON.stringify(found.filter((line) => !expected.includes(line)))}`);
  return complaints;
};

/** Disturbs calls at these places, many at once. @returns what is wrong, each with its place */
const disturb = async (some: readonly Place[]): Promise<string[]> => {
  const queue = [...some];
  const wrong: string[] = [];
  const tenants: string[] = [];
  const work = async () => {
    for (let place = queue.shift(); place; place = queue.shift()) {
      const story = await storyOf(place.route, place);
      if (!/\/api\/(audit|ledger)/.test(place.route)) tenants.push(story.tenantId);
      for (const complaint of complaintsOf(place, story))
        wrong.push(`${place.route}, request ${place.site}, ${place.kind} × ${place.times}: ${complaint}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return [...wrong, ...(await findingsOf(tenants))];
};

/** Delivers all that happened to the log, and holds the tables against it. */
const findingsOf = async (tenants: readonly string[]): Promise<string[]> => {
  for (const table of ["RECORDS_TABLE", "LEDGER_TABLE"] as const) {
    const records = await recordsOf(table);
    for (let at = 0; at < records.length; at += 500) await appendAuditEntries({ Records: records.slice(at, at + 500) });
  }
  const held = await readTables();
  const findings: string[] = [];
  for (const tenantId of tenants) {
    const found = held.get(tenantId);
    if (!found) continue;
    const { missing, extra, changed, pending } = (await reconcileTenant(tenantId, found)).reconciliation;
    if (missing.length + extra.length + changed.length + pending > 0)
      findings.push(JSON.stringify({ tenantId, missing, extra, changed, pending }));
  }
  return findings;
};

const sampleOf = (): readonly Place[] =>
  fc.sample(fc.shuffledSubarray(places, { minLength: SLICE, maxLength: SLICE }), { numRuns: 1, seed })[0] ?? [];

describe("a call whose requests to the database fail: any of them, in any way, once or at every try", () => {
  test("is answered or may be sent again; nothing is refused falsely, done twice, or missing in the log", async () => {
    const chosen = isLong ? places : sampleOf();
    console.info(`seed ${seed}`);
    const wrong: string[] = [];
    for (let at = 0; at < chosen.length; at += A_BATCH) {
      await freshTables();
      wrong.push(...(await disturb(chosen.slice(at, at + A_BATCH))));
    }
    expect(wrong).toEqual([]);
    const sites = new Set(places.map(({ route, site }) => `${route} ${site}`)).size;
    tell(
      "Faults",
      `${sites} requests of ${routes.length} routes make ${places.length} places with ${new Set(places.map(({ kind }) => kind)).size} kinds of fault, once and at every try; ${chosen.length} of them were tried: no false refusal, no double record, every 5xx could be sent again, and reconciliation found nothing.`,
    );
  }, 1_500_000);
});
