import { canonicalText } from "../../shared/kernel/canonical.ts";
import { batchGet, type Table } from "../../shared/ledger/table.ts";
import { call, colleague, type Reply, someone } from "../support/call.ts";
import { exampleOf } from "./examples.ts";
import { faults, type Kind } from "./fault.ts";
import { steady } from "./proof.ts";
import { actionsIn, type Try, watching } from "./watch.ts";

/** Where a call is disturbed: at its request number `site`, at the first try of it or at each. */
export type Place = { route: string; site: number; kind: Kind; times: number };

/** How it went: the answers until one was none of 5xx, what came when the same was sent once more, and what is in the tables. */
export type Story = { tenantId: string; commands: string[]; answers: Reply[]; again: Reply; state: string[] };

const MOST_CALLS = 4;

/** Calls a route on records of its own, with all that may go wrong at the place, and goes on as a caller would. */
export const storyOf = async (route: string, place?: Place): Promise<Story> => {
  const owner = someone();
  const tenant = (...roles: string[]) => colleague(owner, ...roles);
  const desk = aDesk(place);
  return watching(desk.onTry, async () => {
    const { who, ...sent } = await exampleOf(route)(tenant);
    const ask = () => call(who, route, { ...sent, headers: { "idempotency-key": owner.sub } });
    const answers = [await desk.disturbing(ask)];
    if (place?.kind === "arrives after the caller was told") await desk.letArrive();
    while (answers.length < MOST_CALLS && (answers.at(-1)?.status ?? 500) >= 500) answers.push(await ask());
    await desk.letArrive();
    const again = await ask();
    const { tenantId } = owner;
    return { tenantId, commands: desk.commands, answers, again, state: await stateOf(desk.written) };
  });
};

type Written = { table: string; pk: string; sk: string };

/** Sees every request of a story; disturbs those of one call and keeps what is to arrive late. */
const aDesk = (place: Place | undefined) => {
  const written = new Map<string, Written>();
  const commands: string[] = [];
  const sites: object[] = [];
  const late: (() => Promise<object>)[] = [];
  let isOn = false;
  let left = place?.times ?? 0;
  const onTry = (each: Try): Promise<object> => {
    for (const { table, item } of actionsIn(each)) {
      const { pk, sk } = (item ?? {}) as { pk?: { S: string }; sk?: { S: string } };
      if (pk && sk) written.set(`${table} ${pk.S} ${sk.S}`, { table, pk: pk.S, sk: sk.S });
    }
    if (!isOn) return each.send();
    if (each.isFirst) {
      sites.push(each.input);
      commands.push(each.command);
    }
    if (!place || left === 0 || sites.indexOf(each.input) !== place.site) return each.send();
    left -= 1;
    return faults[place.kind](each, late);
  };
  return {
    onTry,
    commands,
    written,
    disturbing: async (ask: () => Promise<Reply>): Promise<Reply> => {
      isOn = true;
      return ask().finally(() => (isOn = false));
    },
    letArrive: async () => {
      for (const send of late.splice(0)) await send().catch(() => undefined);
    },
  };
};

const tables: readonly Table[] = ["RECORDS_TABLE", "LEDGER_TABLE", "AUDIT_TABLE"];

/** What was to be written as it is now, a line each. */
const stateOf = async (written: ReadonlyMap<string, Written>): Promise<string[]> => {
  const lines: string[] = [];
  for (const table of tables) {
    const keys = [...written.values()].filter((key) => key.table === process.env[table]);
    for (let at = 0; at < keys.length; at += 100)
      for (const item of await batchGet(table, keys.slice(at, at + 100)))
        lines.push(`${table} ${steady(canonicalText(item))}`);
  }
  return lines.sort();
};
