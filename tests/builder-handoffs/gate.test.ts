import { describe, expect, test } from "vitest";
import { judgePrompt } from "../../shared/builder-handoffs/prompt.ts";
import { colleague } from "../support/call.ts";
import { beforeTheNextWrite } from "../support/faults.ts";
import { resultsOf, specOf } from "./documents.ts";
import { aContract, aDraft, answers, aTeam, done, type HandoffUnderTest, promptContract } from "./given.ts";

const refusal = (status: number, error_code: string) => ({ status, body: { error_code } });

describe("GET /api/builder-handoffs/{handoffId}/prompt", () => {
  test("is rendered from the newest contract, passes its own rules, and names its version", async () => {
    const team = aTeam();
    await aContract(team, "1.0.0");
    await aContract(team, "1.2.0");
    const it = await aDraft(team);
    const { body } = await it.prompt();
    expect(body).toMatchObject({ handoff_id: "H-32", contract_version: "1.2.0" });
    expect(body.prompt).toContain(
      "You build: Build the token budgeter (PKG-BUDGETER-001), so that no session overspends.",
    );
    expect(body.prompt).toContain("1. Verification 1 of H-32?");
    expect(judgePrompt(body.prompt, "H-32")).toMatchObject({
      verdict: "pass",
      findings: [],
      parsed: { contract_version: "1.2.0", verification_questions: 10, adversarial_questions: 3, stops: true },
    });
    expect((await it.prompt({ query: { contract_version: "1.0.0" } })).body.contract_version).toBe("1.0.0");
  });

  test("each omission of a prompt is one finding", async () => {
    const team = aTeam();
    await aContract(team);
    const { prompt } = (await (await aDraft(team)).prompt()).body as { prompt: string };
    const rulesOf = (text: string) => judgePrompt(text, "H-32").findings.map(({ rule }) => rule);
    expect(rulesOf(prompt.replace("Contract version: 1.0.0", ""))).toEqual(["prompt.version"]);
    expect(rulesOf(prompt.replace(/^1\. .*$/m, ""))).toEqual(["prompt.verification"]);
    expect(rulesOf(prompt.replace(/^13\. .*$/m, ""))).toEqual(["prompt.adversarial"]);
    expect(rulesOf(prompt.replace("STOP and WAIT for", "tell"))).toEqual(["prompt.stop"]);
    expect(rulesOf(prompt.replaceAll("H-32", "H-31"))).toEqual(["prompt.id"]);
    for (const variable of ["[ONE_LINE_MISSION]", "[TIER]", "[PACKAGE_LIST]"])
      expect(rulesOf(`${prompt}\n${variable}`), variable).toEqual(["prompt.variable"]);
    expect(rulesOf(`${prompt}\nSee [README](README.md) and [x].`)).toEqual([]);
  });

  test("a template with 13 places has a question in each; brackets in a mission are left alone", async () => {
    const team = aTeam();
    const place = (_: unknown, at: number) => `${at === 10 ? "Adversarial simulation:\n\n" : ""}${at + 1}. [QUESTION]`;
    const places = Array.from({ length: 13 }, place).join("\n");
    await aContract(team, "2.0.0", {
      ...promptContract,
      template: promptContract.template.replace("[QUESTION]", places),
    });
    const it = await aDraft(team);
    done(
      await it.submitSpec({
        body: { document: specOf("H-32").replace("Build the token budgeter", () => "Build [QUESTION] and $& for") },
      }),
    );
    const { prompt } = (await it.prompt()).body;
    expect(prompt).toContain("You build: Build [QUESTION] and $& for");
    expect(prompt).toContain("13. Adversarial 3?");
  });

  test("shows expected answers to reviewers alone", async () => {
    const team = aTeam();
    await aContract(team);
    const it = await aDraft(team);
    for (const who of [team.builder, team.member])
      expect(JSON.stringify((await it.as(who).prompt()).body)).not.toContain("What the spec says");
    expect((await it.as(team.reviewer).prompt()).body.questions[0].expected_answer).toBe(
      "What the spec says of Verification 1 of [HANDOFF_ID].",
    );
  });

  test.each([
    ["answered its questions", (it: HandoffUnderTest) => it.answer({ body: { answers } })],
    ["submitted its results", (it: HandoffUnderTest) => it.submitResults({ body: { document: resultsOf("H-32") } })],
  ])("shows them to nobody who %s, whatever else they may do", async (_, build) => {
    const team = aTeam();
    await aContract(team);
    const both = colleague(team.builder, "builder", "reviewer", "owner");
    const it = (await aDraft(team)).as(both);
    done(await build(it));
    expect(JSON.stringify((await it.prompt()).body)).not.toContain("What the spec says");
    expect(JSON.stringify((await it.as(team.reviewer).prompt()).body)).toContain("What the spec says");
    const other = await aDraft(team, "H-33");
    expect(JSON.stringify((await other.as(both).prompt()).body)).toContain("What the spec says");
  });

  test("needs a contract", async () => {
    expect(await (await aDraft(aTeam())).prompt()).toMatchObject(refusal(409, "PROMPT_CONTRACT_REQUIRED"));
  });
});

describe("the contract version of a prompt", () => {
  const versionIn = (text: string) => judgePrompt(`# H-32\n\n${text}`).parsed.contract_version;

  test.each([
    ["**Contract Version:** 1.2.0", "1.2.0"],
    ["contract_version = 1.2", "1.2"],
    ["| Contract version | 1.2.0 |", "1.2.0"],
    ["Prompt contract: v1.2.0", "1.2.0"],
    ["Rendered from `BUILDER_PROMPT_CONTRACT.md` v1.2.0.", "1.2.0"],
    ["Prompt Contract (version 3)", "3"],
    ["Contract: BUILDER_PROMPT_CONTRACT v1.0.0", "1.0.0"],
    ["This is version 1.2 of the builder prompt contract.", "1.2"],
  ])("is read from %j", (text, version) => {
    expect(versionIn(text)).toBe(version);
  });

  test.each([
    "Contract version: 1.2.3.4",
    "Contract version: 1.2.0-rc1",
    "Contract version: next",
    "Keep the contract 30 minutes",
  ])("is not in %j", (text) => {
    expect(versionIn(text)).toBeNull();
  });
});

describe("POST /api/builder-handoffs/{handoffId}/answers", () => {
  test("the builder answers, then stops: results wait until the reviewer lets go", async () => {
    const team = aTeam();
    await aContract(team);
    const it = await aDraft(team);
    expect(await it.as(team.reviewer).release()).toMatchObject(refusal(409, "ANSWERS_REQUIRED"));
    expect(await it.answer({ body: { answers } })).toMatchObject({
      status: 201,
      body: { state: "drafted", version: 1, contract_version: "1.0.0" },
    });
    const results = { body: { document: resultsOf("H-32") } };
    expect(await it.submitResults(results)).toMatchObject(refusal(409, "BUILD_NOT_RELEASED"));
    expect(await it.as(team.reviewer).release()).toMatchObject({
      status: 201,
      body: { state: "dispatched", released: { by: team.reviewer.sub } },
    });
    expect((await it.submitResults(results)).body.state).toBe("results_in");
  });

  test("seals each answer with its question and the prompt that asked", async () => {
    const team = aTeam();
    await aContract(team);
    const it = await aDraft(team);
    const { prompt } = (await it.prompt()).body;
    done(await it.answer({ body: { answers } }));
    const sealed = (await it.as(team.reviewer).getAnswers()).body;
    expect(sealed).toMatchObject({ prompt, answered_by: team.builder.sub, contract_version: "1.0.0", spec_version: 1 });
    expect(sealed.answers[12]).toEqual({
      number: 13,
      kind: "adversarial",
      question: "Adversarial 3?",
      answer: "Answer 13",
    });
  });

  test("may be given again until the release, and not after", async () => {
    const team = aTeam();
    await aContract(team);
    const it = await aDraft(team);
    done(await it.answer({ body: { answers } }));
    expect((await it.answer({ body: { answers: answers.toReversed() } })).body.version).toBe(2);
    done(await it.as(team.reviewer).release());
    expect(await it.answer({ body: { answers } })).toMatchObject(refusal(409, "BUILD_UNDER_WAY"));
    expect(await it.as(team.reviewer).release()).toMatchObject(refusal(409, "BUILD_UNDER_WAY"));
  });

  test("are released as they were read: If-Match and answers at that very moment refuse the others", async () => {
    const team = aTeam();
    await aContract(team);
    const it = await aDraft(team);
    done(await it.answer({ body: { answers } }));
    const { etag = "" } = (await it.get()).headers;
    done(await it.answer({ body: { answers: answers.toReversed() } }));
    expect(await it.as(team.reviewer).release({ headers: { "if-match": etag } })).toMatchObject(
      refusal(412, "PRECONDITION_FAILED"),
    );
    beforeTheNextWrite(() => it.answer({ body: { answers } }));
    expect(await it.as(team.reviewer).release()).toMatchObject(refusal(409, "ANSWERS_REQUIRED"));
    expect((await it.as(team.reviewer).release()).body.state).toBe("dispatched");
  });

  test.each([12, 14])("refuses %i answers", async (count) => {
    const body = { answers: Array.from({ length: count }, () => "Yes") };
    expect(await (await aDraft(aTeam())).answer({ body })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: "/answers" }] },
    });
  });

  test("nobody lets themselves go, and a builder has no role to", async () => {
    const team = aTeam();
    await aContract(team);
    const it = await aDraft(team);
    done(await it.answer({ body: { answers } }));
    expect(await it.as({ ...team.builder, roles: ["reviewer"] }).release()).toMatchObject(refusal(403, "OWN_WORK"));
    expect(await it.as(colleague(team.builder, "builder")).release()).toMatchObject(refusal(403, "FORBIDDEN"));
  });

  test.each(["before the release", "after it"])("a new spec %s does not open the gate", async (when) => {
    const team = aTeam();
    await aContract(team);
    const it = await aDraft(team);
    const results = { body: { document: resultsOf("H-32") } };
    done(await it.answer({ body: { answers } }));
    if (when === "after it") done(await it.as(team.reviewer).release());
    done(await it.submitSpec({ body: { document: specOf("H-32") } }));
    expect(await it.submitResults(results)).toMatchObject(refusal(409, "BUILD_NOT_RELEASED"));
    expect(await it.as(team.reviewer).release()).toMatchObject(refusal(409, "ANSWERS_REQUIRED"));
    done(await it.answer({ body: { answers } }));
    expect(await it.submitResults(results)).toMatchObject(refusal(409, "BUILD_NOT_RELEASED"));
    done(await it.as(team.reviewer).release());
    expect((await it.submitResults(results)).body.state).toBe("results_in");
  });

  test("a new spec asks anew", async () => {
    const team = aTeam();
    await aContract(team);
    const it = await aDraft(team);
    done(await it.answer({ body: { answers } }));
    done(await it.as(team.reviewer).release());
    done(await it.submitSpec({ body: { document: specOf("H-32") } }));
    expect((await it.get()).body).toMatchObject({ state: "drafted", answers: null, released: null });
    expect((await it.getAnswers({ query: { version: "1" } })).status).toBe(200);
  });
});
