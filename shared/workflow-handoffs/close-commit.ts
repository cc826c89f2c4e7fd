import type { Block } from "./block.ts";
import type { Context } from "./context.ts";
import { asSeen } from "./hidden-characters.ts";
import { isNegated, proseWords, sentencesIn } from "./prose.ts";

const COMPLETION = /^(?:complet|clos|finish|finali[sz]|archiv|wrap|conclud|ship)(?:e|es|ed|ing|s|ped|ping)?$/;
const COMMIT = /^commit(?:s|ted|ting)?$/;
const THIS = new Set(["this", "it", "that", "these", "those", "them", "everything", "all"]);
const THE_WORK = /^the (?:chunk|work|changes)$/;
const DETERMINERS = new Set(["a", "the", "which", "each", "every", "that", "this", "last"]);
const WITHIN = 6;

const ENDING = "(?:complet|clos|finish|finali[sz]|archiv|wrap|conclud|ship)[a-z]{0,4}";
/** `close-and-commit` and `complete/commit`, either way round. */
const JOINED = new RegExp(String.raw`\b(${ENDING}|commit)(?:[-/]and)?[-/](?=(?:${ENDING}|commit)\b)`, "gi");

/** `mark it as done`: that completes it. */
const MARKED =
  /\bmark(?:s|ed|ing)? (?:(?!(?:that|which|what|is|are)\b)[\w-]{1,20} ){0,4}?(?:done|finished|completed?|closed)\b/gi;

const isOfTheWording = (word: string): boolean =>
  COMPLETION.test(word) || THIS.has(word) || word === "out" || word === "up";

/** "complete and commit", "close and commit", "commit this", or equivalent wording; not where it is told not to. */
export const isCloseAndCommit = (text: string): boolean =>
  sentencesIn(asSeen(text).replaceAll(MARKED, "complete").replaceAll(JOINED, "$1 and ")).some((sentence) => {
    const words = proseWords(sentence);
    const isCompletion = (from: number, to: number) =>
      words.slice(Math.max(0, from), to).some((each) => COMPLETION.test(each.text.toLowerCase()));
    return words.some(({ text: word }, at) => {
      if (!COMMIT.test(word.toLowerCase()) || isNegated(words, at, isOfTheWording)) return false;
      const next = (words[at + 1]?.text ?? "").toLowerCase();
      const object = `${next} ${words[at + 2]?.text ?? ""}`.toLowerCase();
      const isVerb = !DETERMINERS.has((words[at - 1]?.text ?? "").toLowerCase());
      if (isVerb && THE_WORK.test(object)) return true;
      return THIS.has(next) || isCompletion(at - WITHIN, at) || (next === "and" && isCompletion(at + 2, at + 3));
    });
  });

/** Whether the operator asked for it: in the operator's own words, or as the block tells them. */
export const asksToCommit = (
  { recommended_next_action = "", immediate_next_step = "", human_approval_needed = "" }: Block,
  { operator_request = "" }: Context,
): boolean =>
  [operator_request, recommended_next_action, immediate_next_step, human_approval_needed].some(isCloseAndCommit);
