import * as z from "zod/mini";
import { text } from "../kernel/field.ts";
import { Problem } from "../kernel/problem.ts";
import { markOf } from "./document-submission.ts";
import type { BuilderChange, BuilderRecord } from "./handoff-record.ts";
import { ADVERSARIAL_QUESTIONS, VERIFICATION_QUESTIONS } from "./prompt.ts";
import { ContractVersion, type PromptContract, renderPrompt } from "./prompt-contract.ts";
import { assertNotOwnWork } from "./review.ts";
import { sealed, type Step } from "./submission.ts";

const QUESTIONS = VERIFICATION_QUESTIONS + ADVERSARIAL_QUESTIONS;

export const AnswersInput = z.strictObject({
  /** The prompt contract whose questions these are; left out, the one published last. */
  contract_version: z.optional(ContractVersion),
  answers: z
    .array(text(4_000))
    .check(z.length(QUESTIONS, `Expected ${QUESTIONS} answers, in the order of the questions`)),
});
export type AnswersInput = z.infer<typeof AnswersInput>;

/** The builder's answers as they are sealed, each with its question, and the prompt that asked. */
export const Answers = z.object({
  handoff_id: z.string(),
  version: z.int(),
  answered_by: z.string(),
  answered_at: z.string(),
  contract_version: z.string(),
  contract_digest: z.string(),
  spec_version: z.int(),
  prompt: z.string(),
  answers: z.array(z.object({ number: z.int(), kind: z.string(), question: z.string(), answer: z.string() })),
});
export type Answers = z.infer<typeof Answers>;

/**
 * The builder answers, then stops and waits. Answering again before the release replaces what was answered.
 * @throws Problem BUILD_UNDER_WAY once the builder was let go
 */
export const answerQuestions = (
  record: BuilderRecord,
  answers: readonly string[],
  { contract, mission }: { contract: PromptContract; mission: string },
  step: Step,
): BuilderChange => {
  if (record.state !== "drafted")
    throw new Problem(
      "BUILD_UNDER_WAY",
      `This handoff is ${record.state}. Its questions are answered while it is drafted.`,
    );
  const version = record.versions.ANSWERS + 1;
  const { prompt, questions } = renderPrompt(contract, { id: record.id, mission });
  const payload: Answers = {
    handoff_id: record.id,
    version,
    answered_by: step.by.id,
    answered_at: step.now.toISOString(),
    contract_version: contract.version,
    contract_digest: contract.digest,
    spec_version: record.spec.version,
    prompt,
    answers: questions.map(({ number, kind, question }, at) => ({ number, kind, question, answer: answers[at] ?? "" })),
  };
  const made = sealed(step.id, payload);
  return {
    record: {
      ...record,
      answers: { ...markOf(version, made, step), contract_version: contract.version },
      builders: [...new Set([...record.builders, step.by.id])],
      versions: { ...record.versions, ANSWERS: version },
    },
    event: "builder_answers_submitted",
    facts: { version, contract_version: contract.version },
    sealed: { ...made, kind: "ANSWERS", version },
  };
};

/**
 * The reviewer lets the builder go: from then on the handoff is dispatched.
 * @param first the handoff as this call read it first: answers that came meanwhile are not what the reviewer has read
 * @throws Problem ANSWERS_REQUIRED, OWN_WORK, BUILD_UNDER_WAY
 */
export const releaseBuilder = (
  record: BuilderRecord,
  first: BuilderRecord,
  { by, now }: Omit<Step, "id">,
): BuilderChange => {
  if (record.state !== "drafted")
    throw new Problem("BUILD_UNDER_WAY", `This handoff is ${record.state}. A builder is let go while it is drafted.`);
  if (!record.answers)
    throw new Problem(
      "ANSWERS_REQUIRED",
      `The builder has not answered. The ${QUESTIONS} questions are in the prompt of this handoff.`,
    );
  if (record.answers.version !== first.answers?.version)
    throw new Problem("ANSWERS_REQUIRED", "New answers came in meanwhile. Read them and decide again.");
  assertNotOwnWork(record, by.id, "let themselves go");
  return {
    record: { ...record, state: "dispatched", released: { by: by.id, at: now.toISOString() } },
    event: "builder_handoff_released",
    facts: { version: record.answers.version },
  };
};
