import { describe, expect, test } from "vitest";
import { call, someone } from "../support/call.ts";
import { aContract, aTeam, promptContract } from "./given.ts";

const refusal = (status: number, error_code: string) => ({ status, body: { error_code } });
const putContract = (who: ReturnType<typeof someone>, body: unknown, version = "1.0.0") =>
  call(who, "PUT /api/builder-prompt-contracts/{version}", { params: { version }, body });

describe("PUT /api/builder-prompt-contracts/{version}", () => {
  test("publishes a version once; the same again changes nothing, another is refused", async () => {
    const { reviewer } = aTeam();
    const first = await putContract(reviewer, promptContract);
    expect(first).toMatchObject({ status: 201, body: { version: "1.0.0", created_by: reviewer.sub } });
    expect(await putContract(reviewer, promptContract)).toMatchObject({ status: 200, body: first.body });
    const other = { ...promptContract, template: `${promptContract.template}More.` };
    expect(await putContract(reviewer, other)).toMatchObject(refusal(409, "PROMPT_CONTRACT_EXISTS"));
    expect((await putContract(reviewer, other, "1.1.0")).status).toBe(201);
    const { body } = await call(reviewer, "GET /api/builder-prompt-contracts");
    expect(body.contracts.map(({ version }: { version: string }) => version)).toEqual(["1.1.0", "1.0.0"]);
  });

  test("refuses more than a record can hold, saying how much it takes", async () => {
    const long = "\u{1F600}".repeat(3_990);
    const asked = (questions: readonly { question: string }[]) =>
      questions.map(({ question }) => ({ question, expected_answer: long }));
    const { template, verification, adversarial } = promptContract;
    const body = {
      template: template + "\u{1F600}".repeat(39_000),
      verification: asked(verification),
      adversarial: asked(adversarial),
    };
    const answer = await putContract(aTeam().reviewer, body);
    expect(answer).toMatchObject(refusal(413, "TOO_LARGE"));
    expect(answer.body.detail).toMatch(/Send at most 350000\./);
    expect((await putContract(aTeam().reviewer, { ...body, template })).status).toBe(201);
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
