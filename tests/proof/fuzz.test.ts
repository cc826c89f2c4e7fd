import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { handler as appendAuditEntries } from "../../functions/ledger/append-audit-entries.ts";
import { openApi } from "../../infra/openapi.ts";
import { routes } from "../../infra/routes.ts";
import { call, colleague, type Reply, someone } from "../support/call.ts";
import { recordsOf } from "../support/streams.ts";
import { exampleOf } from "./examples.ts";
import type { Example } from "./examples/example.ts";
import { aChange, aWord, type Change, changed } from "./hostile.ts";
import { isLong, seed, tell } from "./proof.ts";

const EXAMPLES = isLong ? 6 : 1;
const CALLS = isLong ? 40 : 4;
/** Sent in wherever a caller may write something; it may come out where the record itself is shown, and nowhere else. */
const CANARY = "canary-7f3a-sk_live_51H8";
const queries = ["limit", "cursor", "from", "to", "format", "status", "state", "search", "subject", "size", "dry_run"];

/** A word goes into the query under its name, or into the path if it has none. */
type Sent = { change: Change; word: string | undefined; query: string | undefined };
const aSending: fc.Arbitrary<Sent> = fc.record({
  change: aChange,
  word: fc.option(aWord, { freq: 4, nil: undefined }),
  query: fc.option(fc.constantFrom(...queries), { freq: 4, nil: undefined }),
});

type Document = { paths: Record<string, Record<string, { responses: Record<string, { content?: object }> }>> };
const ajv = new Ajv2020({ strict: false, validateFormats: false });
let document: Document;
const logged: string[] = [];
let calls = 0;

beforeAll(async () => {
  document = (await openApi()) as Document;
  ajv.addSchema(document, "api");
  for (const name of ["log", "error", "warn"] as const)
    vi.spyOn(console, name).mockImplementation((...said: unknown[]) => void logged.push(said.map(String).join(" ")));
});

const send = (route: string, { who, params = {}, query = {}, body }: Example, sent: Sent): Promise<Reply> => {
  calls += 1;
  const { change, word, query: asked } = sent;
  const [name] = Object.keys(params);
  const spoilt = word === undefined ? {} : { [asked ?? name ?? "limit"]: word };
  const isInPath = asked === undefined && name !== undefined;
  return call(who, route, {
    params: isInPath ? { ...params, ...spoilt } : params,
    query: isInPath ? query : { ...query, ...spoilt },
    headers: { authorization: `Bearer ${CANARY}`, "idempotency-key": `${CANARY}-${calls}`, "x-api-key": CANARY },
    ...(body !== undefined && { body: changed(body, change, CANARY) ?? null }),
  });
};

const pointer = (...steps: string[]) =>
  steps.map((step) => `/${step.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");

/** What is wrong with an answer, whatever was sent. */
const complaintsOf = (route: string, { status, body, headers }: Reply): string[] => {
  const [method = "", path = ""] = route.split(" ");
  const type = (headers["content-type"] ?? "").split(";")[0] ?? "";
  const complaints: string[] = [];
  if (status >= 500) complaints.push(`${status} ${JSON.stringify(body)}`);
  const { responses } = document.paths[path]?.[method.toLowerCase()] ?? { responses: {} };
  if (!responses[String(status)])
    return [...complaints, `no answer of its contract: ${status} ${JSON.stringify(body)}`];
  if (status >= 400) {
    if (type !== "application/problem+json") complaints.push(`${status} as ${type}`);
    if (body.status !== status || body.success !== false || body.error !== body.detail)
      complaints.push("no problem details");
    // A checker quotes the document that it was given: that is what its findings are for.
    const told = JSON.stringify({ ...body, findings: undefined });
    if (told.includes(CANARY)) complaints.push(`tells the canary: ${told}`);
  } else if (type === "application/json") {
    const at = pointer("paths", path, method.toLowerCase(), "responses", String(status), "content", type, "schema");
    const isValid = ajv.validate({ $ref: `api#${encodeURI(at)}` }, body);
    if (!isValid) complaints.push(`not as the API's document says: ${ajv.errorsText()}`);
  }
  return complaints;
};

describe("whatever is sent", () => {
  test.each(routes.map(([route]) => route))(
    "%s answers as its contract says, and tells nobody",
    async (route) => {
      for (let each = 0; each < EXAMPLES; each += 1) {
        const owner = someone();
        const example = await exampleOf(route)((...roles) => colleague(owner, ...roles));
        await fc.assert(
          fc.asyncProperty(aSending, async (sent) => {
            expect(complaintsOf(route, await send(route, example, sent))).toEqual([]);
          }),
          { numRuns: CALLS, seed: seed + each },
        );
      }
    },
    120_000,
  );

  test("no log line, and no entry of the audit log, has what was sent in secret", async () => {
    // The log's Lambda writes a line of each entry, with all that the entry says.
    for (const table of ["RECORDS_TABLE", "LEDGER_TABLE"] as const) {
      const records = await recordsOf(table);
      for (let at = 0; at < records.length; at += 500)
        await appendAuditEntries({ Records: records.slice(at, at + 500) });
    }
    expect(logged.length).toBeGreaterThan(calls / 10);
    expect(logged.filter((line) => line.includes(CANARY))).toEqual([]);
    const found = `${calls} calls of ${routes.length} routes with hostile bodies, paths and queries`;
    tell(
      "Fuzz",
      `${found}: no 5xx, each answer as the OpenAPI document says, and no secret in ${logged.length} log lines.`,
    );
  }, 300_000);
});
