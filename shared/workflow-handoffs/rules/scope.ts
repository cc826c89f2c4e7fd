import { actionFields } from "../block.ts";
import type { Facts } from "../facts.ts";
import { type Family, foundIn, type Rule } from "../finding.ts";
import { isNegated, proseWords, sentencesIn } from "../prose.ts";

/** Whether a sentence about scope or chunks has, in lower case and without what it denies, words that the test finds. */
const someSentence = (value: string, test: (words: string[], text: string) => boolean): boolean =>
  /scope|chunk/i.test(value) &&
  sentencesIn(value).some((text) => {
    const words = proseWords(text);
    const meant = words.filter((_, at) => !isNegated(words, at)).map((word) => word.text.toLowerCase());
    return test(meant, text.toLowerCase());
  });

const sentencesOf = (facts: Facts, test: (words: string[], text: string) => boolean) =>
  actionFields.flatMap((field) => foundIn(facts, field, someSentence(facts.fields[field] ?? "", test)));

const has = (words: readonly string[], pattern: RegExp): boolean => words.some((word) => pattern.test(word));

const scopeExpansion: Rule = {
  id: "no-scope-expansion",
  fix: "Put a change of scope to a human as a decision; a handoff cannot allow it.",
  find: (facts) =>
    sentencesOf(
      facts,
      (words) =>
        has(words, /^(?:out-of-)?scope/) &&
        (has(words, /^(?:expand|expansion|extend|widen|broaden|enlarge|increase)/)
          ? has(
              words,
              /^(?:authori[sz]|approved$|allowed$|permitted$|may$|ahead$|free$|(?:expand|extend|widen|broaden)(?:ed)?$)/,
            )
          : has(words, /^(?:outside|beyond|out-of-scope)$/) &&
            has(words, /^(?:authori[sz]|allowed$|permitted$|may$|free$)/)) &&
        !has(words, /^(?:ask|decide|decision|whether|question|request)/),
    ),
};

const NEW = /^(?:(?:brand-?)?new|fresh|another|additional|second|separate|further|extra)$/;
const CREATE = /^(?:create|open|start|add|make|begin|spin|set|creating|opening|starting|adding|making|beginning)$/;

/** Between a verb and what it makes stands nothing of these: `start QA on the new chunk` makes none. */
const PREPOSITION = /^(?:on|for|to|of|with|in|into|from|about|at|by)$/;
const REACH = 5;

const isMade = (words: readonly string[], object: number, verb: RegExp): boolean => {
  for (let at = object - 1; at >= Math.max(0, object - REACH); at -= 1) {
    const word = words[at] ?? "";
    if (verb.test(word)) return true;
    if (PREPOSITION.test(word)) return false;
  }
  return false;
};

/** A new chunk as what a verb makes, with at most one word between: `a fresh search chunk`. */
const isNewChunk = (words: readonly string[], verb: RegExp): boolean =>
  words.some(
    (word, at) =>
      NEW.test(word) && [1, 2].some((after) => /^chunks?$/.test(words[at + after] ?? "")) && isMade(words, at, verb),
  );

const continueChunk: Rule = {
  id: "continue-the-active-chunk",
  fix: "Recommend continuing the active chunk.",
  find: (facts) =>
    facts.context.active_chunk === undefined || facts.context.new_chunk_created
      ? []
      : sentencesOf(facts, (words) => isNewChunk(words, CREATE)),
};

const newChunkReason: Rule = {
  id: "new-chunk-states-its-reason",
  fix: "Say what allowed the new chunk: the operator's request, an unrelated active chunk, a lifecycle policy, or the creation gate.",
  find: (facts) => {
    const texts = actionFields.map((field) => facts.fields[field] ?? "").join("\n");
    const isSaid = someSentence(texts, (words) => isNewChunk(words, /^created$/));
    const hasReason = /operator (?:explicitly )?(?:request|ask)|unrelated|lifecycle policy|creation gate/i.test(texts);
    const isUnexplained = (facts.context.new_chunk_created === true || isSaid) && !hasReason;
    return foundIn(facts, "recommended_next_action", isUnexplained);
  },
};

/** What a handoff may not widen: the chunk and its scope. */
export const scopeRules: Family = [continueChunk, newChunkReason, scopeExpansion];
