import { App } from "aws-cdk-lib";
import type { DynamoDBRecord } from "aws-lambda";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { handler as appendAuditEntries } from "../functions/ledger/append-audit-entries.ts";
import { handler as archiveCheckpoints } from "../functions/ledger/archive-checkpoints.ts";
import { ApiStack } from "../infra/api-stack.ts";
import { type Lines, queries } from "../infra/queries.ts";
import { inconsistent } from "../shared/ledger/log/breach.ts";
import { completeLog } from "../shared/ledger/log/completion-repository.ts";
import { aTeam, validated, withResults } from "./builder-handoffs/given.ts";
import { aRunHandedOff, aRunReadyForHandoff } from "./run-handoffs/given.ts";
import { aFeature } from "./packets/given.ts";
import { call, colleague, someone, type Who } from "./support/call.ts";
import { aHandoffReady, request } from "./launch-handoffs/given-handoff.ts";
import { recordsOfTenant } from "./support/streams.ts";
import { stages } from "./support/synthesis.ts";
import { aHandoff, readyToComplete } from "./workflow-handoffs/given.ts";

type Line = Record<string, unknown>;

/** The JSON lines that a Lambda logs while this runs. */
const linesOf = async (run: () => Promise<unknown>): Promise<Line[]> => {
  const spies = (["log", "error"] as const).map((name) => vi.spyOn(console, name).mockImplementation(() => undefined));
  try {
    await run();
    const written = spies.flatMap(({ mock }) => mock.calls.map(([text]) => String(text)));
    return written.filter((text) => text.startsWith("{")).map((text) => JSON.parse(text) as Line);
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
};

/** A handoff that is refused, and then done. */
const launchesOf = async (lead: Who) => {
  const it = await aHandoffReady(lead);
  await it.execute({ body: { ...request(), formulation_id: 999 } });
  await it.execute({ body: request() });
};

/** What the code paths log that the queries speak of. */
const emitted: Record<Lines, () => Promise<Line[]>> = {
  changes: async () => {
    const who = someone("owner");
    const it = await aRunReadyForHandoff(who);
    await it.promote();
    await it.record();
    await it.demote();
    await it.deleteHandoff();
    const waiting = await aHandoff(who, readyToComplete, { recipient: "orchestrator" });
    await aHandoff(who, readyToComplete, { supersedes: waiting.id });
    await launchesOf(colleague(who, "npd_lead"));
    const records = await recordsOfTenant(who.tenantId);
    const head = records.find(({ dynamodb }) => dynamodb?.Keys?.sk?.S === "HEAD");
    const [sealed] = await recordsOfTenant(who.tenantId, "LEDGER_TABLE");
    const changed = { ...sealed?.dynamodb?.NewImage, digest: { S: "changed" } };
    const tampered = {
      ...sealed,
      eventName: "MODIFY",
      dynamodb: { ...sealed?.dynamodb, OldImage: sealed?.dynamodb?.NewImage, NewImage: changed },
    } as DynamoDBRecord;
    const { event: _event, ...NewImage } = head?.dynamodb?.NewImage ?? {};
    const feature = await aFeature(colleague(who, "orchestrator"));
    await feature.hand({ cost_usd: "0.12", duration_ms: 1, cost_tokens_in: 1, cost_tokens_out: 1, status: "rejected" });
    const packets = (await recordsOfTenant(who.tenantId)).slice(records.length);
    const poison = { ...head, dynamodb: { ...head?.dynamodb, NewImage } } as DynamoDBRecord;
    const team = aTeam();
    await withResults(team, "H-31", "# Results: H-31");
    await validated(team, "H-32");
    const built = await recordsOfTenant(team.builder.tenantId);
    return linesOf(() => appendAuditEntries({ Records: [...records, ...packets, ...built, poison, tampered] }));
  },
  refusals: async () => {
    const who = someone("owner");
    const params = { runId: "00000000-0000-0000-0000-000000000000" };
    return linesOf(async () => {
      await call(who, "GET /api/n3/runs/{runId}", { params });
      await call(colleague(who, "agent"), "POST /api/n3/runs/{runId}/execution-handoff", { params, body: {} });
    });
  },
  ledger: async () =>
    linesOf(async () => {
      inconsistent("a-tenant", { position: 4, what: "it had 5 entries" });
      await completeLog("a-tenant", { nodes: [{ height: 8, n: 0, root: Buffer.alloc(32) }], chunks: [] });
      // What an hour later is not in the log is a finding; and no archive answers here.
      await aRunHandedOff(someone("owner"));
      vi.setSystemTime(Date.now() + 3_600_000);
      await archiveCheckpoints().catch(() => undefined);
      vi.useRealTimers();
    }),
  calls: async () => {
    const outdir = mkdtempSync(join(tmpdir(), "baton-queries-"));
    const [[stage, settings] = []] = Object.entries(stages);
    if (!stage || !settings) throw new Error("cdk.json has no stage");
    const app = new App({ outdir });
    new ApiStack(app, "api", { stage, settings, build: "" });
    const { Resources } = app.synth().getStackByName("api").template as { Resources: Record<string, any> };
    rmSync(outdir, { recursive: true });
    const [gateway] = Object.values(Resources).filter(({ Type }) => Type === "AWS::ApiGatewayV2::Stage");
    const line = JSON.parse(gateway.Properties.AccessLogSettings.Format);
    // As API Gateway writes it: what a call did not come to is a dash.
    return [line, Object.fromEntries(Object.keys(line).map((name) => [name, "-"]))];
  },
};

const words = new Set(
  "fields display filter stats sort limit dedup parse by as asc desc in like not and or".split(" "),
);
const token =
  /#.*|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|(?<=(?:like|=~)\s*)\/(?:\\.|[^/\\])+\/|\d[\w.]*|`(?<quoted>[^`]+)`|(?<bare>[@a-z_][\w.@]*)(?<call>\s*\()?|\|/giu;

type Word = { name: string; kind: "word" | "function" | "name" };

/** The words of each command; texts, patterns and numbers are left out. */
const commandsOf = (text: string): Word[][] => {
  const commands: Word[][] = [[]];
  for (const { 0: whole, groups: { quoted, bare, call: isCalled } = {} } of text.matchAll(token)) {
    if (whole === "|") commands.push([]);
    else if (quoted !== undefined) commands.at(-1)?.push({ name: quoted, kind: "name" });
    else if (bare !== undefined) {
      const kind = words.has(bare.toLowerCase()) ? "word" : isCalled === undefined ? "name" : "function";
      commands.at(-1)?.push({ name: kind === "word" ? bare.toLowerCase() : bare, kind });
    }
  }
  return commands;
};

/** On every line, put there by CloudWatch. */
const onEveryLine = new Set(["@timestamp", "@message", "@log", "@logStream", "@ingestionTime", "@requestId"]);

/** The fields that a query expects of the lines, and what it still names after a `stats` that does not pass it on. */
const fieldsOf = (text: string): { fields: string[]; lost: string[] } => {
  const [fields, lost, made]: [Set<string>, Set<string>, Set<string>] = [new Set(), new Set(), new Set()];
  let passedOn: Set<string> | undefined;
  for (const command of commandsOf(text)) {
    const [madeHere, groups]: [Set<string>, Set<string>] = [new Set(), new Set()];
    const by = command.findIndex(({ name, kind }) => kind === "word" && name === "by");
    for (const [at, { name, kind }] of command.entries()) {
      const before = command[at - 1];
      if (kind !== "name") continue;
      if (before?.kind === "word" && before.name === "as") {
        madeHere.add(name);
        continue;
      }
      if (by >= 0 && at > by) groups.add(name);
      if (passedOn && !passedOn.has(name)) lost.add(name);
      if (!made.has(name) && !onEveryLine.has(name)) fields.add(name);
    }
    if (command[0]?.name === "stats") passedOn = groups;
    for (const name of madeHere) {
      made.add(name);
      passedOn?.add(name);
    }
  }
  return { fields: [...fields], lost: [...lost] };
};

/** `field = "text"` and `field like /pattern/`, but for the texts that are there to be replaced. */
const conditionsOf = (text: string): { field: string; holds: (value: unknown) => boolean }[] =>
  [...text.matchAll(/(?!not )\b([\w.]+) (?:= "([^"]*)"|like \/((?:\\.|[^/\\])+)\/)/g)]
    .filter(([, , literal = ""]) => !/<.*>|0{8}-/.test(literal))
    .map(([, field = "", literal, pattern]) => ({
      field,
      holds: (value) => (pattern === undefined ? value === literal : new RegExp(pattern).test(String(value))),
    }));

const unknownIn = (text: string, lines: readonly Line[]): string[] =>
  fieldsOf(text).fields.filter((field) => !lines.some((line) => Object.hasOwn(line, field)));

describe.each(Object.keys(queries) as Lines[])("the saved queries about %s", (kind) => {
  let lines: Line[];
  beforeAll(async () => {
    lines = await emitted[kind]();
    expect(lines.length).toBeGreaterThan(0);
  });

  test.each(queries[kind])("$name: every field that it names is in the lines that are logged", ({ text }) => {
    expect(fieldsOf(text).fields.length).toBeGreaterThan(0);
    expect(unknownIn(text, lines)).toEqual([]);
  });

  test.each(queries[kind])("$name: what it looks for is what is logged", ({ text }) => {
    for (const { field, holds } of conditionsOf(text))
      expect(lines.filter((line) => field in line && holds(line[field])).length, field).toBeGreaterThan(0);
  });

  test.each(queries[kind])(
    "$name: after stats it names only what that passes on, after dedup it only limits",
    ({ text }) => {
      expect(fieldsOf(text).lost).toEqual([]);
      expect(text.replace(/^[^]*\| dedup[^|]*/, "")).toMatch(text.includes("| dedup") ? /^(\| limit \d+)?$/ : /./);
    },
  );

  test("have names that no two share", () => {
    expect(new Set(queries[kind].map(({ name }) => name)).size).toBe(queries[kind].length);
  });
});

describe("this test", () => {
  const line = { event: "e", actor_id: "a", rev: 1, latency: 2, "user.name": "n" };

  test.each([
    ["a listed field", "fields event, actorid | limit 5", ["actorid"]],
    [
      "a condition",
      'filter actor = "event" and event like /rev|actor_id/ and ispresent(revision)',
      ["actor", "revision"],
    ],
    [
      "an argument and a group",
      "stats pct(latncy, 95) as p95, sum(latency) / count(*) as mean by evnt",
      ["latncy", "evnt"],
    ],
    ["an order", "sort whenever desc | dedup subject, rev", ["whenever", "subject"]],
    ["a pattern with a pipe and a division", "filter event like /a|nobody/ | stats sum(latency) / sum(revs)", ["revs"]],
    ["a quoted name", "filter `user-name` = 'rev' or user.name in ['x'] # or nothing", ["user-name"]],
    ["a name before it is given", "filter p95 > 5 | stats pct(latency, 95) as p95 by event", ["p95"]],
  ])("catches a field that no line has in %s", (_, text, unknown) => {
    expect(unknownIn(text, [line])).toEqual(unknown);
  });

  test.each([
    ["fields @timestamp, rev | sort @timestamp desc", []],
    ["stats count(*) as times, max(rev) as last by event, bin(5m) | sort last desc, event", []],
    ["stats count(*) as times by event, rev | stats sum(times) as all by event | sort rev", ["rev"]],
    ["stats count(*) as times by event | sort @timestamp", ["@timestamp"]],
    ["stats count(*) as times by event | stats count(*) as kinds | sort times", ["times"]],
  ])("tells in %s what stats does not pass on", (text, lost) => {
    expect(unknownIn(text, [line])).toEqual([]);
    expect(fieldsOf(text).lost).toEqual(lost);
  });

  test("catches a value that is never logged", () => {
    const [condition] = conditionsOf('filter event = "n3_run_handoff_created"');
    expect(condition?.holds("n3_run_execution_handoff_created")).toBe(false);
    expect(conditionsOf('filter actor_id = "<sub of the token>"')).toEqual([]);
  });
});
