import { describe, expect, test } from "vitest";
import { call, someone, type Who } from "../support/call.ts";
import { beforeTheNextWrite, loseAnswers } from "../support/faults.ts";
import { aContract, aTeam, promptContract } from "./given.ts";

const refusal = (status: number, error_code: string) => ({ status, body: { error_code } });
const putContract = (who: Who, body: unknown, version = "1.0.0", headers: Record<string, string> = {}) =>
  call(who, "PUT /api/builder-prompt-contracts/{version}", { params: { version }, body, headers });
const withKey = (key: string) => ({ "idempotency-key": key });
const another = { ...promptContract, template: `${promptContract.template}More.` };

describe("PUT /api/builder-prompt-contracts/{version}", () => {
  test("publishes a version once; the same again changes nothing, another is refused", async () => {
    const { reviewer } = aTeam();
    const first = await putContract(reviewer, promptContract);
    expect(first).toMatchObject({ status: 201, body: { version: "1.0.0", created_by: reviewer.sub } });
    expect(await putContract(reviewer, promptContract)).toMatchObject({ status: 200, body: first.body });
    expect(await putContract(reviewer, another)).toMatchObject(refusal(409, "PROMPT_CONTRACT_EXISTS"));
    expect((await putContract(reviewer, another, "1.1.0")).status).toBe(201);
    const { body } = await call(reviewer, "GET /api/builder-prompt-contracts");
    expect(body.contracts.map(({ version }: { version: string }) => version)).toEqual(["1.1.0", "1.0.0"]);
  });

  test("of six equal ones at once makes one and finds it five times", async () => {
    const { reviewer } = aTeam();
    const answers = await Promise.all(Array.from({ length: 6 }, () => putContract(reviewer, promptContract)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 200, 201]);
    for (const { body } of answers) expect(body).toEqual(answers[0]?.body);
  });

  test.each([
    ["the same", promptContract, { status: 200 }],
    ["another", another, refusal(409, "PROMPT_CONTRACT_EXISTS")],
  ])("finds what was published before it wrote: %s", async (_, body, expected) => {
    const { reviewer } = aTeam();
    beforeTheNextWrite(() => putContract(reviewer, promptContract));
    expect(await putContract(reviewer, body)).toMatchObject(expected);
    const { body: list } = await call(reviewer, "GET /api/builder-prompt-contracts");
    expect(list.contracts).toHaveLength(1);
  });

  test("answers a request that arrives again as it did the first time, and no other under its key", async () => {
    const { reviewer } = aTeam();
    const first = await putContract(reviewer, promptContract, "1.0.0", withKey("a"));
    const replayed = { headers: { "idempotency-replayed": "true" }, body: first.body };
    for (const [key, status] of [["a", 201] as const, ["b", 200] as const]) {
      if (key === "b") expect((await putContract(reviewer, promptContract, "1.0.0", withKey(key))).status).toBe(200);
      expect(await putContract(reviewer, promptContract, "1.0.0", withKey(key))).toMatchObject({ status, ...replayed });
      expect(await putContract(reviewer, another, "1.0.0", withKey(key))).toMatchObject(
        refusal(422, "IDEMPOTENCY_KEY_REUSED"),
      );
    }
  });

  test("whose answer gets lost on the way was published all the same", async () => {
    const { reviewer } = aTeam();
    loseAnswers(100);
    expect((await putContract(reviewer, promptContract)).status).toBe(201);
  });

  test("is kept up to 400,000 bytes, with its answer, and refused with that limit above them", async () => {
    const { reviewer } = aTeam();
    const answered = (questions: { question: string }[]) =>
      questions.map(({ question }) => ({
        question: `${question} ${"\u{1F600}".repeat(700)}`,
        expected_answer: "\u{1F600}".repeat(4_000),
      }));
    const long = {
      verification: answered(promptContract.verification),
      adversarial: answered(promptContract.adversarial),
      template: promptContract.template,
    };
    const room = 400_000 - Buffer.byteLength(JSON.stringify(long));
    const template = `${long.template}${"x".repeat(room % 4)}${"\u{1F600}".repeat(Math.floor(room / 4))}`;
    const most = await putContract(reviewer, { ...long, template }, "1.0.0", withKey("a"));
    expect(most).toMatchObject({ status: 201, body: { template } });
    const larger = await putContract(reviewer, { ...long, template: `${template}x` }, "1.0.1");
    expect(larger).toMatchObject(refusal(413, "TOO_LARGE"));
    expect(larger.body.detail).toContain("400000");
  });

  test.each([
    [
      "9 verification questions",
      { ...promptContract, verification: promptContract.verification.slice(1) },
      "/verification",
    ],
    [
      "4 adversarial questions",
      { ...promptContract, adversarial: [...promptContract.adversarial, promptContract.adversarial[0]] },
      "/adversarial",
    ],
    [
      "a template without a variable",
      { ...promptContract, template: "Build [HANDOFF_ID]: [ONE_LINE_MISSION] [QUESTION]" },
      "/template",
    ],
    [
      "a template with two [QUESTION]",
      { ...promptContract, template: `${promptContract.template}[QUESTION]` },
      "/template",
    ],
    [
      "a template with a variable that nobody fills",
      { ...promptContract, template: `${promptContract.template}[BUILDER_NAME]` },
      "/template",
    ],
    [
      "a question that asks for a question",
      {
        ...promptContract,
        verification: promptContract.verification.with(3, { question: "[QUESTION]?", expected_answer: "No" }),
      },
      "/verification/3/question",
    ],
  ])("refuses %s", async (_, body, pointer) => {
    expect(await putContract(aTeam().reviewer, body)).toMatchObject({ status: 400, body: { errors: [{ pointer }] } });
  });

  test.each([
    [
      "does not tell the builder to stop",
      { template: promptContract.template.replace("STOP and WAIT", "begin") },
      "prompt.stop",
    ],
    [
      "has a question that asks nothing",
      { verification: promptContract.verification.with(3, { question: "Say what you build.", expected_answer: "It" }) },
      "prompt.verification",
    ],
    [
      "has an adversarial question that asks nothing",
      { adversarial: promptContract.adversarial.with(0, { question: "Break it.", expected_answer: "It" }) },
      "prompt.adversarial",
    ],
    [
      "names its version where no reader finds it",
      { template: promptContract.template.replace("Contract version: ", "Edition ") },
      "prompt.version",
    ],
    [
      "keeps the questions in a code fence",
      { template: promptContract.template.replace("[QUESTION]", "```\n[QUESTION]\n```") },
      "prompt.verification",
    ],
  ])("publishes no contract that %s: its prompts would fail", async (_, change, rule) => {
    const { reviewer } = aTeam();
    const refused = await putContract(reviewer, { ...promptContract, ...change });
    expect(refused).toMatchObject(refusal(422, "PROMPT_CONTRACT_FAILS"));
    expect(refused.body).toMatchObject({
      verdict: "fail",
      findings: expect.arrayContaining([expect.objectContaining({ rule })]),
    });
    expect((await call(reviewer, "GET /api/builder-prompt-contracts")).body.contracts).toEqual([]);
  });

  test("is closed to builders, and so is reading it: it has the expected answers", async () => {
    const team = aTeam();
    expect(await putContract(team.builder, promptContract)).toMatchObject(refusal(403, "FORBIDDEN"));
    await aContract(team);
    const read = { params: { version: "1.0.0" } };
    expect(await call(team.builder, "GET /api/builder-prompt-contracts/{version}", read)).toMatchObject(
      refusal(403, "FORBIDDEN"),
    );
    expect((await call(team.reviewer, "GET /api/builder-prompt-contracts/{version}", read)).body).toMatchObject(
      promptContract,
    );
    expect((await call(someone("reviewer"), "GET /api/builder-prompt-contracts/{version}", read)).status).toBe(404);
  });
});
