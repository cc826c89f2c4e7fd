import { blocker, type Finding, findingsBy, judged, type Judgement, type Rules } from "./finding.ts";
import { handoffIdsIn } from "./handoff-id.ts";
import { type Line, linesOf } from "./markdown.ts";

const contract =
  "The agent prompt template, behavior rules, 13-question gate protocol, and adversarial simulation are defined in a separate prompt contract.";

/** What a dispatched prompt is held against: Agent Prompt Contract of the standard. */
export const promptRules = {
  "prompt.variable": blocker("Every handoff uses it to generate the agent prompt."),
  "prompt.id": blocker("<handoff_id>_AGENT_PROMPT.md: the dispatched prompt."),
  "prompt.version": blocker(contract),
  "prompt.verification": blocker(contract),
  "prompt.adversarial": blocker(contract),
  "prompt.stop": blocker(contract),
} satisfies Rules;

export const VERIFICATION_QUESTIONS = 10;
export const ADVERSARIAL_QUESTIONS = 3;

/** What a prompt says, as far as it can be read. */
export type Prompt = {
  handoff_ids: string[];
  contract_version: string | null;
  verification_questions: number;
  adversarial_questions: number;
  stops: boolean;
};

const find = findingsBy(promptRules);

/** Judges a prompt as it is dispatched, `<handoff_id>_AGENT_PROMPT.md`. @param id of the handoff that it is for */
export const judgePrompt = (markdown: string, id?: string): Judgement<Prompt> => {
  const lines = linesOf(markdown);
  const texts = lines.map(({ text }) => text);
  const prompt: Prompt = {
    handoff_ids: handoffIdsIn(texts.join("\n")),
    contract_version: versionIn(texts),
    ...questionsIn(lines),
    stops: texts.some((text) => /\bstop\b/i.test(text)) && texts.some((text) => /\bwait\b/i.test(text)),
  };
  return judged(prompt, [...unfilled(lines), ...judgeId(prompt, id), ...judgeContent(prompt)]);
};

const versionIn = (texts: readonly string[]): string | null => {
  const found = texts.flatMap((text) => WRITTEN.flatMap((pattern) => pattern.exec(text)?.[1] ?? []));
  return found[0] ?? null;
};

/** `Contract version: 1.2.0`, `contract_version = "1.2"`, `BUILDER_PROMPT_CONTRACT.md v1.2.0`, `version 1.2 of the prompt contract`. */
const VERSION = String.raw`v?(\d{1,6}(?:\.\d{1,6}){0,2})(?!\.?\d|[\w-])`;
const WRITTEN = [
  new RegExp(String.raw`(?:\b|_)contract(?:\.md)?[ _-]?version\W{0,6}${VERSION}`, "i"),
  new RegExp(
    String.raw`(?:\b|_)contract(?:\.md)?(?:\W{0,3}[:=]\W{0,3}|\W{1,3}(?:version )?(?=v)|\W{1,3}version )${VERSION}`,
    "i",
  ),
  new RegExp(String.raw`(?:\b|_)contract\W{1,3}(?:\w+_CONTRACT(?:\.md)?)\W{1,3}(?:version )?${VERSION}`, "i"),
  new RegExp(String.raw`\bversion ${VERSION} of the (?:\w+ ){0,3}contract\b`, "i"),
];

/** Questions are numbered; those after the word "adversarial" are of that kind. */
const questionsIn = (lines: readonly Line[]) => {
  const isQuestion = ({ text, marker }: Line) => marker !== undefined && /^\d/.test(marker) && text.includes("?");
  const turn = lines.findIndex((line) => /\badversarial\b/i.test(line.text) && !isQuestion(line));
  const [before, after] = turn < 0 ? [lines, []] : [lines.slice(0, turn), lines.slice(turn)];
  return {
    verification_questions: before.filter(isQuestion).length,
    adversarial_questions: after.filter(isQuestion).length,
  };
};

const unfilled = (lines: readonly Line[]): Finding[] =>
  lines.flatMap(({ text, line }) =>
    [...new Set(text.match(VARIABLES) ?? [])].map((found) =>
      find("prompt.variable", { line, found, fix: "Render the prompt from its contract; no variable may be left." }),
    ),
  );

/** A word in capitals and brackets is a variable, known or not; a link that is called so is none. */
export const VARIABLES = /\[[A-Z][A-Z0-9_]{2,60}\](?![([:])/g;

const judgeId = ({ handoff_ids }: Prompt, id: string | undefined): Finding[] => {
  const isNamed = id ? handoff_ids.includes(id) : handoff_ids.length > 0;
  if (isNamed) return [];
  const found = handoff_ids.length > 0 ? handoff_ids.join(", ") : "No handoff id";
  return [find("prompt.id", { found, fix: `Name the handoff${id ? `, ${id}` : ""}.` })];
};

const judgeContent = ({
  contract_version,
  verification_questions,
  adversarial_questions,
  stops,
}: Prompt): Finding[] => [
  ...(contract_version
    ? []
    : [find("prompt.version", { found: "No contract version", fix: "Write Contract version: and its number." })]),
  ...counted("prompt.verification", verification_questions, VERIFICATION_QUESTIONS, "verification"),
  ...counted("prompt.adversarial", adversarial_questions, ADVERSARIAL_QUESTIONS, "adversarial"),
  ...(stops
    ? []
    : [
        find("prompt.stop", {
          found: "Not told to stop",
          fix: "Say: answer the questions, then STOP and WAIT for the reviewer.",
        }),
      ]),
];

const counted = (rule: keyof typeof promptRules, count: number, due: number, kind: string): Finding[] =>
  count === due
    ? []
    : [
        find(rule, {
          found: `${count} ${kind} questions`,
          fix: `Ask ${due} ${kind} questions, numbered, each with a question mark.`,
        }),
      ];
