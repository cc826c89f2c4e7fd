import type { Block } from "./block.ts";
import { proseWords, sentencesIn } from "./command.ts";
import type { Context } from "./context.ts";
import { isNegated } from "./invocation.ts";

const COMPLETION = /^(?:complet|clos|finish|finali[sz]|archiv|wrap|conclud)(?:e|es|ed|ing|s)?$/;
const THIS = new Set(["this", "it", "that", "these", "those", "them", "everything", "all"]);
const WITHIN = 6;

/** "complete and commit", "close and commit", "commit this", or equivalent wording; not where it is told not to. */
export const isCloseAndCommit = (text: string): boolean =>
  sentencesIn(text).some((sentence) => {
    const words = proseWords(sentence);
    return words.some(({ text: word }, at) => {
      if (!/^commit(?:s|ted|ting)?$/i.test(word) || isNegated(words, at)) return false;
      const before = words.slice(Math.max(0, at - WITHIN), at);
      const isCompletion = before.some((each) => COMPLETION.test(each.text.toLowerCase()));
      return isCompletion || THIS.has((words[at + 1]?.text ?? "").toLowerCase());
    });
  });

/** Whether the operator asked for it: in the operator's own words, or as the block's next action tells them. */
export const asksToCommit = (
  { recommended_next_action = "", immediate_next_step = "" }: Block,
  { operator_request = "" }: Context,
): boolean => [operator_request, recommended_next_action, immediate_next_step].some(isCloseAndCommit);
