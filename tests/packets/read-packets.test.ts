import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { seal } from "../../shared/ledger/seal.ts";
import { aggregatePartition, HEAD } from "../../shared/ledger/keys.ts";
import { query } from "../../shared/ledger/table.ts";
import { overwrite, transact } from "../../shared/ledger/transaction.ts";
import { insertionOf, itemOf } from "../../shared/packets/packet-repository.ts";
import { packetIdOf } from "../../shared/packets/packet-id.ts";
import { colleague, someone } from "../support/call.ts";
import { aFeature, type FeatureUnderTest, featureOf } from "./given.ts";

const orchestrator = someone("orchestrator");

/** Packets of a feature, put where a client would have made them one by one. */
const plant = async (it: FeatureUnderTest, phase: string, order: number, versions: number) => {
  const model = await it.hand({ phase });
  const writes = Array.from({ length: versions - 1 }, (_, at) => {
    const place = { order, version: at + 2 };
    const { digest: _digest, ...each } = {
      ...model,
      ...place,
      id: packetIdOf(orchestrator.tenantId, it.featureId, place),
    };
    const { order: _order, ...planted } = each;
    return insertionOf(itemOf(orchestrator.tenantId, { packet: planted, seal: seal(planted) }));
  });
  for (let at = 0; at < writes.length; at += 100) await transact(randomUUID(), writes.slice(at, at + 100));
  const partition = aggregatePartition(orchestrator.tenantId, "FEATURE", it.featureId);
  const [head] = await query("RECORDS_TABLE", partition, { first: HEAD, last: HEAD });
  if (!head) throw new Error("The feature has no head");
  const phases = { ...(head.phases as object), [order]: { version: versions, completed: versions } };
  await transact(randomUUID(), [overwrite("head", "RECORDS_TABLE", { ...head, phases })]);
};

const nextOf = ({ headers }: { headers: Record<string, string> }): Record<string, string> | undefined => {
  const [, search = ""] = /\?([^>]*)>; rel="next"/.exec(headers.link ?? "") ?? [];
  return search ? Object.fromEntries(new URLSearchParams(search)) : undefined;
};

const allPages = async (read: FeatureUnderTest["packets"], query: Record<string, string>) => {
  const pages = [];
  for (let next: Record<string, string> | undefined = query; next;) {
    const page = await read({ query: next });
    expect(page.status).toBe(200);
    pages.push(page.body);
    next = nextOf(page);
  }
  return pages;
};

describe("GET /api/features/{featureId}/handoff-packets", () => {
  test("is a bare array: phases upward, versions downward", async () => {
    const it = await aFeature(orchestrator);
    for (const phase of ["qa_review", "planning", "qa_review", "done", "planning"]) await it.hand({ phase });
    const { body } = await it.packets();
    expect(body.map(({ phase, version }: any) => `${phase} ${version}`)).toEqual([
      "planning 2",
      "planning 1",
      "qa_review 2",
      "qa_review 1",
      "done 1",
    ]);
  });

  test("has nothing for a feature without packets, and 404 for no feature", async () => {
    expect((await (await aFeature(orchestrator)).packets()).body).toEqual([]);
    expect((await featureOf(orchestrator).packets()).status).toBe(404);
  });

  test("gives 5,000 packets page by page, in order, each once", { timeout: 120_000 }, async () => {
    const it = await aFeature(orchestrator);
    await plant(it, "planning", 1, 1_000);
    await plant(it, "qa_review", 4, 4_000);
    const pages = await allPages(it.packets, {});
    expect(pages.map(({ length }) => length)).toEqual([1_000, 1_000, 1_000, 1_000, 1_000]);
    const places = pages.flat().map(({ phase_order, version }) => `${phase_order} ${String(999_999 - version)}`);
    expect(new Set(places).size).toBe(5_000);
    expect(places).toEqual([...places].sort());
  });

  test("ends a page early when it holds 1.9 MB, so that no answer is larger than a Lambda's may be", async () => {
    const it = await aFeature(orchestrator);
    const input_context = { text: '"'.repeat(170_000) };
    for (let n = 0; n < 7; n += 1) await it.hand({ input_context });
    const pages = await allPages(it.packets, {});
    expect(pages.map(({ length }) => length)).toEqual([5, 2]);
    expect(Buffer.byteLength(JSON.stringify(JSON.stringify(pages[0])))).toBeLessThan(6_000_000);
    for (const format of ["otel", "csv", "ndjson"]) {
      const { body } = await it.export({ query: { format } });
      const text = typeof body === "string" ? body : JSON.stringify(body);
      expect([format, Buffer.byteLength(JSON.stringify(text)) < 6_000_000]).toEqual([format, true]);
    }
  });

  test("shows on all pages what was there when the first was read, whatever is recorded meanwhile", async () => {
    const it = await aFeature(orchestrator);
    for (const phase of ["planning", "planning", "review"]) await it.hand({ phase });
    const first = await it.packets({ query: { limit: "1" } });
    for (const phase of ["planning", "review", "done"]) await it.hand({ phase });
    const rest = await allPages(it.packets, nextOf(first) ?? {});
    const seen = [first.body, ...rest].flat().map(({ phase, version }) => `${phase} ${version}`);
    expect(seen).toEqual(["planning 2", "planning 1", "review 1"]);
    expect((await it.packets()).body).toHaveLength(6);
  });

  test("takes a limit from 1 to 1000, and its own cursors", async () => {
    const it = await aFeature(orchestrator);
    for (let n = 0; n < 3; n += 1) await it.hand();
    expect((await allPages(it.packets, { limit: "2" })).map(({ length }) => length)).toEqual([2, 1]);
    expect((await allPages(it.packets, { limit: "3" })).map(({ length }) => length)).toEqual([3]);
    for (const query of [
      { limit: "0" },
      { limit: "1001" },
      { limit: "1e2" },
      { cursor: "x" },
      { cursor: "" },
      { sort: "a" },
    ])
      expect([query, (await it.packets({ query })).status]).toEqual([query, 400]);
    const elsewhere = Buffer.from("HEAD").toString("base64url");
    expect((await it.packets({ query: { cursor: elsewhere } })).status).toBe(400);
  });

  test.each(["member", "reviewer", "agent", "owner", "admin"])("is open to %s", async (role) => {
    const it = await aFeature(orchestrator);
    expect((await it.as(colleague(orchestrator, role)).packets()).status).toBe(200);
  });
});

describe("GET /api/features/{featureId}/handoff-packets/{packetId}", () => {
  test("finds a packet in its own feature and tenant only", async () => {
    const it = await aFeature(orchestrator);
    const recorded = await it.hand();
    expect((await it.packet(recorded.id)).body).toEqual(recorded);
    expect((await (await aFeature(orchestrator)).packet(recorded.id)).status).toBe(404);
    expect((await it.as(someone("owner")).packet(recorded.id)).status).toBe(404);
    expect((await it.packet(recorded.id.replace(/1$/, "2"))).status).toBe(404);
    expect((await it.packet(recorded.id.replace(/.{6}$/, "000000"))).status).toBe(404);
  });
});

describe("GET /api/features/{featureId}/handoff-packets/export", () => {
  const exported = async (it: FeatureUnderTest, query: Record<string, string>) => (await it.export({ query })).body;

  test("gives lines of JSON: the packets as they are read", async () => {
    const it = await aFeature(orchestrator);
    await it.hand({ output_summary: "two\nlines" });
    await it.hand();
    const answer = await it.export();
    expect(answer.headers["content-type"]).toBe("application/x-ndjson");
    const lines = (answer.body as string)
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines).toEqual((await it.packets()).body);
  });

  test("gives an OTLP trace with the names of the GenAI conventions", async () => {
    const it = await aFeature(orchestrator);
    const planned = await it.hand({ phase: "planning" });
    await it.hand({
      phase: "qa_review",
      status: "rejected",
      rejection_reason: "No tests",
      started_at: "2026-02-24T03:00:00Z",
      completed_at: "2026-02-24T03:15:00.250Z",
      cost_tokens_in: 8500,
      cost_tokens_out: 0,
      cost_tokens_cache_read: 7,
      cost_tokens_cache_write: 8,
      cost_usd: 0.1,
      model: "m-1",
      provider: "p",
    });
    const trace = await exported(it, { format: "otel" });
    const [{ scopeSpans, resource }] = trace.resourceSpans;
    expect(resource.attributes).toEqual([{ key: "service.name", value: { stringValue: "baton" } }]);
    const [first, second] = scopeSpans[0].spans;
    expect(second).toMatchObject({
      traceId: it.featureId.replaceAll("-", ""),
      spanId: expect.stringMatching(/^[0-9a-f]{16}$/),
      name: "invoke_agent Product Architect",
      startTimeUnixNano: "1771902000000000000",
      endTimeUnixNano: "1771902900250000000",
      links: [{ traceId: first.traceId, spanId: first.spanId }],
      status: { code: 2, message: "No tests" },
    });
    expect(first.spanId).toBe(planned.id.replaceAll("-", "").slice(16));
    const facts = new Map(second.attributes.map(({ key, value }: any) => [key, value]));
    expect(Object.fromEntries(facts)).toMatchObject({
      "gen_ai.operation.name": { stringValue: "invoke_agent" },
      "gen_ai.agent.id": { stringValue: "IN1" },
      "gen_ai.agent.name": { stringValue: "Product Architect" },
      "gen_ai.provider.name": { stringValue: "p" },
      "gen_ai.request.model": { stringValue: "m-1" },
      "gen_ai.usage.input_tokens": { intValue: "8500" },
      "gen_ai.usage.output_tokens": { intValue: "0" },
      "gen_ai.usage.cache_read.input_tokens": { intValue: "7" },
      "gen_ai.usage.cache_creation.input_tokens": { intValue: "8" },
      "baton.packet.cost_usd": { stringValue: "0.1" },
    });
    expect(first.attributes.some(({ key }: any) => key === "gen_ai.request.model")).toBe(false);
  });

  test("gives CSV whose pages join to one file, with every comma, quote and line kept and no formula", async () => {
    const it = await aFeature(orchestrator);
    const agents = ['=HYPERLINK("x")', "+1", "-1", "@a", "\tb", 'plain, "quoted"\r\nand two lines'];
    for (const agent_name of agents) await it.hand({ agent_name });
    const answer = await it.export({ query: { format: "csv" } });
    expect(answer.headers["content-type"]).toBe("text/csv; charset=utf-8");
    const pages = await allPages(it.export, { format: "csv", limit: "4" });
    expect(pages.join("")).toBe(answer.body);
    const [header = [], ...rows] = cellsOf(answer.body as string);
    const column = header.indexOf("agent_name");
    expect(rows.map((row) => row[column]).reverse()).toEqual(
      agents.map((name) => (name.startsWith("plain") ? name : `'${name}`)),
    );
    expect(rows.every(({ length }) => length === header.length)).toBe(true);
  });

  test("refuses another format", async () => {
    const it = await aFeature(orchestrator);
    for (const format of ["xml", "constructor", ""]) expect((await it.export({ query: { format } })).status).toBe(400);
  });
});

/** A reader of RFC 4180, so that the writer is not judged by itself. */
const cellsOf = (text: string): string[][] =>
  [...text.matchAll(/((?:"(?:[^"]|"")*"|[^",\r\n]*)(?:,(?:"(?:[^"]|"")*"|[^",\r\n]*))*)\r\n/g)].map(([, line = ""]) =>
    [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(
      ([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? "",
    ),
  );
