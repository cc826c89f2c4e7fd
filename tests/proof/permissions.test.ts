import { DeleteCommand } from "@aws-sdk/lib-dynamodb";
import { CloudAssembly } from "aws-cdk-lib/cx-api";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { handler as appendAuditEntries } from "../../functions/ledger/append-audit-entries.ts";
import { routes } from "../../infra/routes.ts";
import { openDataFolder } from "../../local/data-folder.ts";
import { startSns } from "../../local/sns/sns.ts";
import { synthesise } from "../../local/synthesis.ts";
import { nodeKey } from "../../shared/ledger/keys.ts";
import { documents } from "../../shared/ledger/client.ts";
import { anArchive } from "../ledger/archive.ts";
import { deliverAll, fillLog } from "../ledger/given.ts";
import { aRunReadyForHandoff } from "../run-handoffs/given.ts";
import { call, colleague, someone } from "../support/call.ts";
import { recordsOf } from "../support/streams.ts";
import { actionsOf, lambdasOf, resourcesOf } from "../support/synthesis.ts";
import { exampleOf } from "./examples.ts";
import { tell } from "./proof.ts";
import { actionsIn, type Try, watching } from "./watch.ts";

const tables = { RECORDS_TABLE: "records", LEDGER_TABLE: "ledger", AUDIT_TABLE: "audit" } as const;
const holdingOf = (name: string): string =>
  Object.entries(tables).find(([variable]) => process.env[variable] === name)?.[1] ?? name;

/** What each Lambda may do to which table, and what it did here, by its entry, in the words of IAM. */
const granted = new Map<string, string[]>();
const used = new Map<string, Set<string>>();

/** Notes what a Lambda does. */
const using = <T>(entry: string, run: () => Promise<T>): Promise<T> => {
  const actions = used.get(entry) ?? new Set();
  used.set(entry, actions);
  const note = (each: Try) => {
    for (const { table, action } of actionsIn(each)) actions.add(`${holdingOf(table)}:${action}`);
    return each.send();
  };
  return watching(note, run);
};

/** Every route, and the same request again: that is answered from what was kept. */
const useRoutes = async () => {
  for (const [route, entry] of routes) {
    const owner = someone();
    const { who, ...sent } = await exampleOf(route)((...roles) => colleague(owner, ...roles));
    const ask = () => call(who, route, { ...sent, headers: { "idempotency-key": "once" } });
    await using(entry, ask);
    await using(entry, ask);
  }
};

/** A seal that was removed, and the log does not know by whom yet. */
const useSearchBehindTheLog = async () => {
  const owner = someone("owner");
  const run = await aRunReadyForHandoff(owner);
  for (const step of [run.promote, run.record]) await step();
  const { digest } = (await run.getHandoff()).body;
  await using("ledger/append-audit-entries", () => deliverAll(owner.tenantId));
  for (const step of [run.demote, run.deleteHandoff]) await step();
  await using("ledger/find-sealed", () => call(owner, "GET /api/ledger/{digest}", { params: { digest } }));
};

let stopSns: () => Promise<void>;

/** All that is left undelivered; a log that lacks a hash; and the archive. */
const useListeners = async () => {
  const archive = await anArchive();
  const topic = "arn:aws:sns:us-east-1:000000000000:notifications";
  const sns = await startSns(openDataFolder(":memory:"), [topic]);
  stopSns = sns.stop;
  Object.assign(process.env, { SNS_ENDPOINT: sns.endpoint, NOTIFICATION_TOPIC: topic });
  const { handler: notify } = await import("../../functions/launch-handoffs/notify-production-manager.ts");
  const sealed = await recordsOf("LEDGER_TABLE");
  const launches = sealed.filter(({ dynamodb }) => dynamodb?.Keys?.sk?.S === "LAUNCH");
  await using("launch-handoffs/notify-production-manager", () => notify({ Records: launches.slice(0, 1) }));
  await using("ledger/append-audit-entries", async () => {
    await appendAuditEntries({ Records: await recordsOf("RECORDS_TABLE") });
    await appendAuditEntries({ Records: sealed });
  });
  const { tenantId } = someone();
  await fillLog(tenantId, 300);
  await aRunReadyForHandoff({ tenantId, sub: "someone", roles: ["owner"] });
  const { pk, sk } = nodeKey(tenantId, 8, 0);
  await documents.send(new DeleteCommand({ TableName: process.env.AUDIT_TABLE, Key: { pk, sk } }));
  await using("ledger/archive-checkpoints", () => archive.run());
};

beforeAll(async () => {
  for (const lambda of lambdasOf(resourcesOf(new CloudAssembly(await synthesise()), "dev"))) {
    const onTables = actionsOf(lambda).filter((action) => /^(records|ledger|audit):/.test(action));
    granted.set(lambda.entry, onTables);
  }
  // After the synthesis, which says that it begins: what the Lambdas say is read as JSON.
  for (const name of ["log", "error"] as const) vi.spyOn(console, name).mockImplementation(() => undefined);
  await useRoutes();
  await useSearchBehindTheLog();
  await useListeners();
}, 180_000);
afterAll(() => stopSns());

/** What one map has and the other does not, a line each. */
const without = (
  some: ReadonlyMap<string, Iterable<string>>,
  others: ReadonlyMap<string, Iterable<string>>,
): string[] =>
  [...some].flatMap(([entry, actions]) =>
    [...actions]
      .filter((action) => ![...(others.get(entry) ?? [])].includes(action))
      .map((action) => `${entry} ${action}`),
  );

const grantedTo = (action: string): string[] =>
  [...granted].flatMap(([entry, actions]) => (actions.includes(action) ? entry : []));

describe("what the synthesised roles may do to the tables", () => {
  test("is what the Lambdas do: nothing granted is unused, and nothing used is not granted", () => {
    expect({ unused: without(granted, used), notGranted: without(used, granted) }).toEqual({
      unused: [],
      notGranted: [],
    });
    const pairs = [...granted.values()].flat().length;
    tell(
      "Permissions",
      `${granted.size} roles have ${pairs} actions on the three tables; each was used, and no other.`,
    );
  });

  test("leaves the ledger as it is: nobody updates, one Lambda deletes, and only the log's makers write the log", () => {
    const all = new Set([...granted.values()].flat());
    const denied = ["UpdateItem", "BatchWriteItem", "PartiQLUpdate", "PartiQLDelete", "PartiQLInsert", "DeleteTable"];
    for (const action of denied)
      for (const table of Object.values(tables)) expect(all).not.toContain(`${table}:${action}`);
    expect(grantedTo("ledger:DeleteItem")).toEqual(["run-handoffs/delete-execution-handoff"]);
    expect([...grantedTo("records:DeleteItem"), ...grantedTo("audit:DeleteItem")]).toEqual([]);
    expect(grantedTo("audit:PutItem").sort()).toEqual(["ledger/append-audit-entries", "ledger/archive-checkpoints"]);
  });
});
