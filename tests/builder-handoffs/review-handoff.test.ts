import { hash } from "node:crypto";
import canonicalize from "canonicalize";
import { describe, expect, test } from "vitest";
import { colleague, someone } from "../support/call.ts";
import { beforeTheNextWrite, loseAnswers } from "../support/faults.ts";
import { resultsFrom, resultsOf, resultsSections, specOf } from "./documents.ts";
import { aDraft, aTeam, done, handoffOf, validated, withResults } from "./given.ts";

const refusal = (status: number, error_code: string) => ({ status, body: { error_code } });
const VALIDATED = { body: { verdict: "VALIDATED" } };

describe("POST /api/builder-handoffs/{handoffId}/review", () => {
  test("validates a handoff whose every item passes, and seals why", async () => {
    const team = aTeam();
    const it = await withResults(team);
    const answer = await it
      .as(team.reviewer)
      .review({ body: { verdict: "VALIDATED", notes: "Spot-checked two hashes" } });
    expect(answer).toMatchObject({
      status: 201,
      body: { handoff_id: "H-32", state: "VALIDATED", version: 1, verdict: "VALIDATED", by: team.reviewer.sub },
    });
    expect((await it.get()).body).toMatchObject({ state: "VALIDATED", review: { results_version: 1 } });
    const { digest, ...review } = (await it.getReview()).body;
    expect(digest).toBe(answer.body.digest);
    expect(hash("sha256", canonicalize(review) ?? "")).toBe(digest);
    expect(review).toMatchObject({
      notes: "Spot-checked two hashes",
      reviewed_by: team.reviewer.sub,
      results_version: 1,
    });
    expect(review.checklist.every(({ passed }: { passed: boolean }) => passed)).toBe(true);
  });

  test("refuses VALIDATED while an item does not pass, naming each and what was found", async () => {
    const team = aTeam();
    const { [`Status: PASS`]: _status, ...sections } = resultsSections();
    const { "Clean-Room Verification": _room, ...without } = sections;
    const it = await withResults(team, "H-32", resultsFrom("H-32", { "Status: PARTIAL": "", ...without }));
    const answer = await it.as(team.reviewer).review(VALIDATED);
    expect(answer).toMatchObject(refusal(409, "CHECKLIST_NOT_PASSED"));
    expect(answer.body.errors.map(({ parameter }: { parameter: string }) => parameter)).toEqual([
      "required_sections",
      "clean_room",
      "package_tests",
    ]);
    expect((await it.get()).body.state).toBe("results_in");
  });

  test("refuses VALIDATED for fewer tests than the spec plans", async () => {
    const team = aTeam();
    const it = (await withResults(team, "H-32", resultsOf("H-32", { tests: 11 }))).as(team.reviewer);
    const refused = await it.review({ body: { verdict: "VALIDATED" } });
    expect(refused).toMatchObject({ status: 409, body: { error_code: "CHECKLIST_NOT_PASSED" } });
    expect(refused.body.errors).toMatchObject([
      { parameter: "package_tests", detail: "results.tests.planned: 11 tests ran, where the spec plans 12" },
    ]);
    done(await it.as(team.builder).submitResults({ body: { document: resultsOf("H-32", { tests: 13 }) } }));
    done(await it.review({ body: { verdict: "VALIDATED" } }));
  });

  test("refuses VALIDATED for a spec that fails", async () => {
    const team = aTeam();
    const it = handoffOf(team.builder);
    done(await it.submitSpec({ body: { document: "# H-32\n\n## Mission\n\nBuild it (PKG-A)." } }));
    done(await it.submitResults({ body: { document: resultsOf("H-32") } }));
    const answer = await it.as(team.reviewer).review(VALIDATED);
    expect(answer).toMatchObject(refusal(409, "CHECKLIST_NOT_PASSED"));
    expect(answer.body.errors).toMatchObject([{ parameter: "spec" }]);
  });

  test("returns what fails, and what passes too if the reviewer says so", async () => {
    const team = aTeam();
    const it = await withResults(team);
    const answer = await it
      .as(team.reviewer)
      .review({ body: { verdict: "returned", notes: "Explain the budget file" } });
    expect(answer).toMatchObject({ status: 201, body: { state: "returned", verdict: "returned" } });
  });

  test("a builder may not review their own work, whatever roles they have", async () => {
    const both = someone("builder", "reviewer", "owner");
    const it = handoffOf(both);
    done(await it.submitSpec({ body: { document: specOf("H-32") } }));
    done(await it.submitResults({ body: { document: resultsOf("H-32") } }));
    expect(await it.review(VALIDATED)).toMatchObject(refusal(403, "OWN_WORK"));
    expect((await it.as(colleague(both, "owner")).review(VALIDATED)).status).toBe(201);
  });

  test("whoever submitted an earlier version has worked on it too", async () => {
    const team = aTeam();
    const second = colleague(team.builder, "builder", "reviewer");
    const it = await withResults(team);
    done(await it.as(second).submitResults({ body: { document: resultsOf("H-32") } }));
    expect(await it.as({ ...team.builder, roles: ["reviewer"] }).review(VALIDATED)).toMatchObject(
      refusal(403, "OWN_WORK"),
    );
    expect(await it.as(second).review(VALIDATED)).toMatchObject(refusal(403, "OWN_WORK"));
  });

  test("only results that are in can be reviewed, once", async () => {
    const team = aTeam();
    const it = await aDraft(team);
    const review = () => it.as(team.reviewer).review(VALIDATED);
    expect(await review()).toMatchObject(refusal(409, "RESULTS_REQUIRED"));
    done(await it.submitResults({ body: { document: resultsOf("H-32") } }));
    done(await review());
    expect(await review()).toMatchObject(refusal(409, "RESULTS_REQUIRED"));
  });

  test("a builder has no role to review, nor a member", async () => {
    const team = aTeam();
    const it = await withResults(team);
    for (const who of [colleague(team.builder, "builder"), team.member])
      expect(await it.as(who).review(VALIDATED)).toMatchObject(refusal(403, "FORBIDDEN"));
  });

  test("results that come in meanwhile are not what the reviewer speaks of", async () => {
    const team = aTeam();
    const it = await withResults(team);
    beforeTheNextWrite(() => it.submitResults({ body: { document: resultsOf("H-32", { failed: 1 }) } }));
    expect(await it.as(team.reviewer).review(VALIDATED)).toMatchObject(refusal(409, "RESULTS_REQUIRED"));
    expect((await it.get()).body).toMatchObject({ state: "results_in", results: { version: 2 }, review: null });
  });

  test("If-Match holds the verdict to what was read", async () => {
    const team = aTeam();
    const it = await withResults(team);
    const { headers } = await it.get();
    done(await it.submitResults({ body: { document: resultsOf("H-32") } }));
    const ifMatch = { "if-match": headers.etag ?? "" };
    expect(await it.as(team.reviewer).review({ ...VALIDATED, headers: ifMatch })).toMatchObject(
      refusal(412, "PRECONDITION_FAILED"),
    );
  });

  test("an answer that was lost, and a request sent twice, are one review", async () => {
    const team = aTeam();
    const it = (await withResults(team)).as(team.reviewer);
    loseAnswers(1);
    const sent = { ...VALIDATED, headers: { "idempotency-key": "review-1" } };
    const first = done(await it.review(sent));
    const again = await it.review(sent);
    expect(again).toMatchObject({ status: 201, body: first.body, headers: { "idempotency-replayed": "true" } });
    expect((await it.get()).body.review.version).toBe(1);
  });

  test("new results after VALIDATED open a new version; the old verdict stays in the ledger", async () => {
    const team = aTeam();
    const it = await validated(team);
    const reopened = done(await it.submitResults({ body: { document: resultsOf("H-32", { total: 830 }) } }));
    expect(reopened.body).toMatchObject({ version: 2, state: "results_in" });
    expect((await it.get()).body).toMatchObject({ state: "results_in", review: null });
    expect((await it.getReview({ query: { version: "1" } })).body).toMatchObject({ verdict: "VALIDATED" });
    expect((await it.getResults({ query: { version: "1" } })).body.document).toBe(resultsOf("H-32"));
  });

  test("another tenant's handoff cannot be told from a missing one", async () => {
    const it = await withResults(aTeam());
    expect(await it.as(someone("reviewer")).review(VALIDATED)).toMatchObject(refusal(404, "NOT_FOUND"));
  });
});

describe("GET /api/builder-handoffs/{handoffId}/statement", () => {
  const sha256 = (text: string) => hash("sha256", text);

  test("is an in-toto statement about the very documents, with SLSA's verification summary", async () => {
    const it = await validated(aTeam());
    const { body, headers } = await it.statement();
    const review = (await it.getReview()).body;
    expect(body).toEqual({
      _type: "https://in-toto.io/Statement/v1",
      subject: [
        { name: "H-32_RESULTS.md", digest: { sha256: sha256(resultsOf("H-32")) } },
        { name: "H-32_BUILDER_HANDOFF.md", digest: { sha256: sha256(specOf("H-32")) } },
      ],
      predicateType: "https://slsa.dev/verification_summary/v1",
      predicate: {
        verifier: { id: expect.stringMatching(/^urn:/) },
        timeVerified: review.reviewed_at,
        resourceUri: "urn:baton:builder:H-32",
        policy: { uri: "urn:baton:builder-handoff-standard" },
        inputAttestations: [expect.anything(), expect.anything()],
        verificationResult: "PASSED",
        verifiedLevels: ["BATON_VALIDATED"],
        slsaVersion: "1.0",
      },
    });
    expect(headers.link).toBe(`</api/ledger/${review.digest}/bundle>; rel="describedby"`);
  });

  test("is the test result too, of the checklist; known failures warn", async () => {
    const issues = "- test_legacy_path fails since before this handoff.";
    const it = await validated(aTeam(), "H-32", resultsOf("H-32", { failed: 1, issues }));
    const { body } = await it.statement({ query: { predicate: "test_result" } });
    expect(body).toMatchObject({
      predicateType: "https://in-toto.io/attestation/test-result/v0.1",
      predicate: { result: "WARNED", warnedTests: ["test_legacy_path"], failedTests: [] },
    });
    expect(body.predicate.configuration[0].digest.sha256).toBe(sha256(specOf("H-32")));
    expect(body.predicate.passedTests).toContain("clean_room");
  });

  test("says FAILED of what was returned, and is not there before a verdict", async () => {
    const team = aTeam();
    const it = await withResults(team, "H-32", resultsOf("H-32", { status: "PARTIAL" }));
    expect(await it.statement()).toMatchObject(refusal(404, "NOT_FOUND"));
    done(await it.as(team.reviewer).review({ body: { verdict: "returned" } }));
    expect((await it.statement()).body.predicate).toMatchObject({
      verificationResult: "FAILED",
      verifiedLevels: ["FAILED"],
    });
    expect((await it.statement({ query: { predicate: "test_result" } })).body.predicate).toMatchObject({
      result: "FAILED",
      failedTests: ["package_tests"],
    });
  });
});
