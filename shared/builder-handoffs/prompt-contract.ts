import * as z from "zod/mini";
import { text } from "../kernel/field.ts";
import { Problem } from "../kernel/problem.ts";
import { digestOf } from "../ledger/seal.ts";
import type { BuilderHandoff } from "./builder-handoff.ts";
import { isBuilder } from "./handoff-record.ts";
import { ADVERSARIAL_QUESTIONS, judgePrompt, VARIABLES, VERIFICATION_QUESTIONS } from "./prompt.ts";

export const ContractVersion = z
  .string()
  .check(z.regex(/^\d{1,6}(?:\.\d{1,6}){0,2}$/, "Expected a version such as 1.2.0"));

const Question = z.strictObject({ question: text(1_000), expected_answer: text(4_000) });

/** A prompt contract as it is put: the template with its variables, and the 13 questions with what is expected of an answer. */
export const PromptContractInput = z.strictObject({
  template: text(40_000),
  verification: z
    .array(Question)
    .check(z.length(VERIFICATION_QUESTIONS, `Expected ${VERIFICATION_QUESTIONS} verification questions`)),
  adversarial: z
    .array(Question)
    .check(z.length(ADVERSARIAL_QUESTIONS, `Expected ${ADVERSARIAL_QUESTIONS} adversarial questions`)),
});
export type PromptContractInput = z.infer<typeof PromptContractInput>;

/** A version of the contract. It is never changed; what is to change gets a new version. */
export const PromptContract = z.object({
  version: ContractVersion,
  digest: z.string(),
  created_at: z.string(),
  created_by: z.string(),
  template: z.string(),
  verification: z.array(Question),
  adversarial: z.array(Question),
});
export type PromptContract = z.infer<typeof PromptContract>;

const KNOWN = ["HANDOFF_ID", "ONE_LINE_MISSION", "CONTRACT_VERSION", "QUESTION"];
const VARIABLE = new RegExp(`\\[(${KNOWN.join("|")})\\]`, "g");
const QUESTIONS = VERIFICATION_QUESTIONS + ADVERSARIAL_QUESTIONS;

/**
 * Makes a version of the contract, if the prompts that it renders pass their own rules.
 * @throws Problem INVALID_REQUEST when the template lacks a variable, has one that nobody fills, or another number of questions;
 * PROMPT_CONTRACT_FAILS
 */
export const publishContract = (
  version: string,
  input: PromptContractInput,
  { by, now }: { by: { id: string }; now: Date },
): PromptContract => {
  const names = [...input.template.matchAll(VARIABLE)].map(([, name]) => name);
  const missing = KNOWN.filter((name) => !names.includes(name));
  if (missing.length > 0) throw badTemplate(`Expected the variables ${missing.map((name) => `[${name}]`).join(", ")}`);
  const places = names.filter((name) => name === "QUESTION").length;
  if (places !== 1 && places !== QUESTIONS)
    throw badTemplate(
      `Expected [QUESTION] once, for all questions, or ${QUESTIONS} times; it is there ${places} times`,
    );
  assertKnown("/template", input.template, KNOWN);
  for (const kind of ["verification", "adversarial"] as const)
    for (const [at, { question }] of input[kind].entries())
      assertKnown(`/${kind}/${at}/question`, question, KNOWN.slice(0, -1));
  const contract = { version, digest: digestOf(input), created_at: now.toISOString(), created_by: by.id, ...input };
  assertSound(contract);
  return contract;
};

const TRIAL = { id: "H-1", mission: "Build PKG-TRIAL-001." };

/** What the contract makes of any handoff is held against the rules that a dispatched prompt is held against. */
const assertSound = (contract: PromptContract): void => {
  const { verdict, findings } = judgePrompt(renderPrompt(contract, TRIAL).prompt, TRIAL.id);
  const [first] = findings;
  if (verdict === "pass" || !first) return;
  throw new Problem(
    "PROMPT_CONTRACT_FAILS",
    `A prompt of this contract would fail: ${first.rule}, ${first.found}. ${first.fix}`,
    findings.map(({ rule, found, fix }) => ({ pointer: "/template", detail: `${rule}: ${found}. ${fix}` })),
    { verdict, findings },
  );
};

/** What is left standing in brackets would be told to the builder as it is. A question may not ask for a question. */
const assertKnown = (pointer: string, template: string, known: readonly string[]): void => {
  const unknown = template.match(VARIABLES)?.find((name) => !known.includes(name.slice(1, -1)));
  if (unknown === undefined) return;
  const detail = `${unknown} is no variable here; those are ${known.map((name) => `[${name}]`).join(", ")}`;
  throw new Problem("INVALID_REQUEST", `${pointer}: ${detail}.`, [{ pointer, detail }]);
};

const badTemplate = (detail: string) =>
  new Problem("INVALID_REQUEST", `/template: ${detail}.`, [{ pointer: "/template", detail }]);

/** The prompt of a handoff, and its questions; with the contract's expected answers for those who may see them. */
export const RenderedPrompt = z.object({
  handoff_id: z.string(),
  contract_version: ContractVersion,
  prompt: z.string(),
  questions: z.array(
    z.object({
      number: z.int(),
      kind: z.enum(["verification", "adversarial"]),
      question: z.string(),
      expected_answer: z.optional(z.string()),
    }),
  ),
});
export type Rendered = Pick<z.infer<typeof RenderedPrompt>, "prompt" | "questions">;

/** Builders answer without being told what is expected, whatever other roles they hold. */
export const asSeenBy = (
  { id, roles }: { id: string; roles: readonly string[] },
  handoff: Pick<BuilderHandoff, "builders">,
  { prompt, questions }: Rendered,
): Rendered => {
  const mayJudge = ["owner", "admin", "reviewer"].some((role) => roles.includes(role)) && !isBuilder(handoff, id);
  if (mayJudge) return { prompt, questions };
  return { prompt, questions: questions.map(({ expected_answer: _expected, ...question }) => question) };
};

/** Each variable is replaced once: what a mission says in brackets stays as it is. */
export const renderPrompt = (contract: PromptContract, handoff: { id: string; mission: string }): Rendered => {
  const fill = (template: string, questionAt: (place: number) => string): string => {
    let place = 0;
    const values: Record<string, () => string> = {
      HANDOFF_ID: () => handoff.id,
      ONE_LINE_MISSION: () => handoff.mission,
      CONTRACT_VERSION: () => contract.version,
      QUESTION: () => questionAt((place += 1)),
    };
    return template.replace(VARIABLE, (whole, name: string) => values[name]?.() ?? whole);
  };
  const questions = [
    ...contract.verification.map((each) => ({ kind: "verification" as const, ...each })),
    ...contract.adversarial.map((each) => ({ kind: "adversarial" as const, ...each })),
  ].map((each, at) => ({ number: at + 1, ...each, question: fill(each.question, () => "[QUESTION]") }));
  const listed = questions.map(
    ({ question }, at) =>
      `${at === VERIFICATION_QUESTIONS ? "\nAdversarial simulation:\n\n" : ""}${at + 1}. ${question}`,
  );
  const isOnce = contract.template.split("[QUESTION]").length === 2;
  const prompt = fill(contract.template, (place) =>
    isOnce ? listed.join("\n") : (questions[place - 1]?.question ?? ""),
  );
  return { prompt, questions };
};
