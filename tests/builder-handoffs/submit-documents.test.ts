import { hash } from "node:crypto";
import canonicalize from "canonicalize";
import { describe, expect, test } from "vitest";
import { call, colleague, someone } from "../support/call.ts";
import { countRequests, loseAnswers, loseRequests } from "../support/faults.ts";
import { sealed } from "../../shared/builder-handoffs/submission.ts";
import { resultsOf, specOf } from "./documents.ts";
import { aDraft, aTeam, done, handoffOf, validated } from "./given.ts";

const refusal = (status: number, error_code: string) => ({ status, body: { error_code } });
const spec = { body: { document: specOf("H-32") } };
const results = { body: { document: resultsOf("H-32") } };

describe("POST /api/builder-handoffs/{handoffId}/spec", () => {
  test("drafts a handoff, sealing the spec to the byte under a digest that anyone can compute", async () => {
    const { builder } = aTeam();
    const it = handoffOf(builder);
    const document = `${specOf("H-32")}\r\n\tcafe\u0301 \u2028 \u0001`;
    const answer = await it.submitSpec({ body: { document } });
    expect(answer).toMatchObject({
      status: 201,
      body: { handoff_id: "H-32", kind: "spec", version: 1, state: "drafted", verdict: "pass", findings: [] },
    });
    const { digest, ...sealed } = (await it.getSpec()).body;
    expect(sealed.document).toBe(document);
    expect(digest).toBe(answer.body.digest);
    expect(hash("sha256", canonicalize(sealed) ?? "")).toBe(digest);
    expect(sealed.document_digest).toBe(hash("sha256", document));
  });

  test("keeps a spec that fails, with its findings: it is evidence", async () => {
    const it = handoffOf(aTeam().builder);
    const answer = await it.submitSpec({ body: { document: "# H-32\n\n## Mission\n\nTBD" } });
    expect(answer).toMatchObject({ status: 201, body: { verdict: "fail" } });
    expect((await it.getSpec()).body.findings).toEqual(answer.body.findings);
  });

  test("a new spec drafts the handoff again; what was built on the old one counts no more", async () => {
    const it = await validated(aTeam());
    expect((await it.submitSpec(spec)).body).toMatchObject({ version: 2, state: "drafted" });
    expect((await it.get()).body).toMatchObject({ state: "drafted", results: null, review: null });
    done(await it.submitResults(results));
    expect((await it.get()).body.results.version).toBe(2);
  });

  test.each([
    ["no document", {}],
    ["an empty one", { document: " \n" }],
    ["more than 200,000 bytes", { document: "é".repeat(100_001) }],
    ["more than 10,000 lines", { document: "\n".repeat(10_000).concat("a") }],
    ["a field that is not known", { ...spec.body, author: "me" }],
  ])("refuses %s", async (_, body) => {
    expect(await handoffOf(aTeam().builder).submitSpec({ body })).toMatchObject(refusal(400, "INVALID_REQUEST"));
  });

  test("seals 350,000 bytes at most, the document with its findings", () => {
    const payload = (bytes: number) => ({ document: "n".repeat(bytes - '{"document":""}'.length) });
    expect(Buffer.byteLength(sealed("an-id", payload(350_000)).seal.text)).toBe(350_000);
    expect(() => sealed("an-id", payload(350_001))).toThrow(expect.objectContaining({ code: "TOO_LARGE" }));
  });

  test("refuses what no ledger record could hold once it is sealed", async () => {
    const body = { document: "\u0001".repeat(100_000) };
    const refused = await handoffOf(aTeam().builder).submitSpec({ body });
    expect(refused).toMatchObject(refusal(413, "TOO_LARGE"));
    expect(refused.body.detail).toMatch(
      /^Sealed with what was found in it, this has \d+ bytes; at most 350000 are sealed\. What you sent keeps to its own limit/,
    );
  });

  test.each(["h-32", "H-32a", "H32", "H-", "32", "H-32#A", "H-1234567", " H-32"])("refuses the id %j", async (id) => {
    expect(await handoffOf(aTeam().builder, id).submitSpec(spec)).toMatchObject(refusal(400, "INVALID_REQUEST"));
  });

  test.each(["H-32", "H-32A", "CLEANUP-5", "HANDOFF-29.1C", "FMWK-009", "FOLLOWUP-18B"])(
    "takes the id %s",
    async (id) => {
      expect((await handoffOf(aTeam().builder, id).submitSpec({ body: { document: specOf(id) } })).status).toBe(201);
    },
  );

  test("a reviewer and a member submit nothing", async () => {
    const team = aTeam();
    for (const who of [team.reviewer, team.member])
      expect(await handoffOf(who).submitSpec(spec)).toMatchObject(refusal(403, "FORBIDDEN"));
  });
});

describe("POST /api/builder-handoffs/{handoffId}/results", () => {
  test("brings the results in, with what is found in them", async () => {
    const it = await aDraft(aTeam());
    const document = resultsOf("H-32", { status: "PARTIAL" });
    const answer = await it.submitResults({ body: { document } });
    expect(answer).toMatchObject({
      status: 201,
      body: {
        kind: "results",
        version: 1,
        state: "results_in",
        verdict: "fail",
        findings: [{ rule: "results.status.partial" }],
      },
    });
    expect((await it.get()).body.results).toMatchObject({ version: 1, verdict: "fail", status: "PARTIAL" });
    expect((await it.getResults()).body).toMatchObject({ document, parsed: { tests: { total: 12 } } });
  });

  test("two builders at once: two versions, none lost", async () => {
    const team = aTeam();
    const it = await aDraft(team);
    const submissions = Array.from({ length: 6 }, (_, at) =>
      it
        .as(colleague(team.builder, "builder"))
        .submitResults({ body: { document: resultsOf("H-32", { total: 800 + at }) } }),
    );
    const versions = (await Promise.all(submissions)).map(({ body }) => body.version as number);
    expect(versions.sort()).toEqual([1, 2, 3, 4, 5, 6]);
    const documents = await Promise.all(
      versions.map((version) => it.getResults({ query: { version: String(version) } })),
    );
    expect(new Set(documents.map(({ body }) => body.document)).size).toBe(6);
    expect((await it.get()).body.builders).toHaveLength(6);
  });

  test("costs one read and one transaction", async () => {
    const it = await aDraft(aTeam());
    const requests = countRequests();
    done(await it.submitResults(results));
    expect(Object.fromEntries(requests)).toEqual({ QueryCommand: 1, TransactWriteItemsCommand: 1 });
  });

  test("sent again with its key it is the same version; another document under that key is refused", async () => {
    const it = await aDraft(aTeam());
    const keyed = { ...results, headers: { "idempotency-key": "results-1" } };
    const first = done(await it.submitResults(keyed));
    expect(await it.submitResults(keyed)).toMatchObject({
      status: 201,
      body: first.body,
      headers: { "idempotency-replayed": "true" },
    });
    const other = { ...keyed, body: { document: resultsOf("H-32", { total: 1 }) } };
    expect(await it.submitResults(other)).toMatchObject(refusal(422, "IDEMPOTENCY_KEY_REUSED"));
    expect((await it.get()).body.results.version).toBe(1);
  });

  test.each([
    [
      "an answer that is lost",
      () => {
        loseAnswers(5);
      },
    ],
    [
      "requests that are lost",
      () => {
        loseRequests(2);
      },
    ],
  ])("%s leaves one version", async (_, lose) => {
    const it = await aDraft(aTeam());
    lose();
    done(await it.submitResults(results));
    expect((await it.get()).body.results.version).toBe(1);
  });

  test("says that a spec comes first, to another tenant as well", async () => {
    const team = aTeam();
    const it = handoffOf(team.builder);
    const needsSpec = {
      ...refusal(404, "SPEC_REQUIRED"),
      body: { detail: expect.stringMatching(/POST .*H-32\/spec/) },
    };
    const refused = await it.submitResults(results);
    expect(refused).toMatchObject(needsSpec);
    await aDraft(team);
    const foreign = await it.as(someone("builder")).submitResults(results);
    expect({ ...foreign.body, request_id: "" }).toEqual({ ...refused.body, request_id: "" });
    expect(await it.as(someone("builder")).get()).toMatchObject(refusal(404, "NOT_FOUND"));
  });

  test("a handoff cannot start from its own baseline", async () => {
    const it = await aDraft(aTeam());
    const body = { ...results.body, predecessor: "H-32" };
    expect(await it.submitResults({ body })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: "/predecessor" }] },
    });
  });
});

describe("POST /api/builder-handoffs/check", () => {
  const check = (kind: string, document: string) =>
    call(aTeam().member, "POST /api/builder-handoffs/check", { body: { kind, document } });

  test("judges as a submission is judged, and keeps nothing", async () => {
    const requests = countRequests();
    expect(await check("spec", specOf("H-32"))).toMatchObject({ status: 200, body: { verdict: "pass", findings: [] } });
    expect(await check("results", "# Results: H-32")).toMatchObject({
      status: 200,
      body: { verdict: "fail", parsed: { title: "Results: H-32" } },
    });
    expect(await check("prompt", "Build [HANDOFF_ID]")).toMatchObject({ status: 200, body: { verdict: "fail" } });
    expect(await check("manifest", "{}")).toMatchObject({ status: 200, body: { verdict: "fail" } });
    expect(requests.size).toBe(0);
  });

  test("refuses a kind that it does not know", async () => {
    expect(await check("essay", "text")).toMatchObject({ status: 400, body: { errors: [{ pointer: "/kind" }] } });
  });
});
