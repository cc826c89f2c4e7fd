import { isGitVerb, programOf } from "./program.ts";

/** A word without the quotes, backticks and stops around it; whether a clause ends with it, and with a colon. */
export type ProseWord = { text: string; endsClause: boolean; hasColon: boolean };

/** The sentences of prose, its lines among them. */
export const sentencesIn = (text: string): string[] => text.split(/\n|[.;!?]\s/);

/** The words of prose that may name commands. */
export const proseWords = (text: string): ProseWord[] =>
  text
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => ({
      text: unquoted(word),
      endsClause: /[,:\u2013\u2014]["'`)*]{0,3}$|^[-\u2013\u2014]$/.test(word),
      hasColon: /:["'`)*]{0,3}$/.test(word),
    }));

const MARKS = new Set("\"'`()[],.;:!?*");

const unquoted = (word: string): string => {
  let [start, end] = [0, word.length];
  while (start < end && MARKS.has(word[start] ?? "") && !startsPath(word, start)) start += 1;
  while (end > start && MARKS.has(word[end - 1] ?? "")) end -= 1;
  return word.slice(start, end);
};

/** `./run.sh` and `.env` begin with a stop that is none. */
const startsPath = (word: string, at: number): boolean => word[at] === "." && /[\w/]/.test(word[at + 1] ?? "");

export const wordSet = (words: string): Set<string> => new Set(words.split(" "));

const NEGATIONS = wordSet("not never no without avoid avoids instead rather nor neither cannot stop dont");
export const isNegation = (word: string): boolean =>
  NEGATIONS.has(word) || /n['\u2019]t$|^(?:do|does|did|ca|wo|must|should|need|is|are|was|were)nt$/.test(word);

/** Words that may stand between a negation and what it forbids: `do not ever run`, `no need to fall back to raw`. */
const CARRIED = wordSet(
  "a an the any this that it be to of on with by via than or nor and ever just simply also please yet raw run runs " +
    "running use uses used using call calling execute executing recommend recommending request requesting rely relying " +
    "fall falling back need needs want wants have ready allowed supposed going able permitted reason you we i they must " +
    "should may can bash sh zsh dash",
);
const COORDINATIONS = wordSet("or nor and");

const REACH = 12;

/**
 * Whether a negation governs the word: nothing but what a negation carries along stands between the two. In a list of what is
 * forbidden it governs each: `do not run git add, git commit or push`.
 * @param isListed whether a word may belong to such a list, besides commands
 */
export const isNegated = (
  words: readonly ProseWord[],
  at: number,
  isListed: (word: string) => boolean = () => false,
): boolean => {
  let isInList = true;
  for (let place = at - 1; place >= Math.max(0, at - REACH); place -= 1) {
    const { text = "", endsClause = false } = words[place] ?? {};
    const word = text.toLowerCase();
    const isItem = isCommandWord(word) || isListed(word);
    if (endsClause && !(isInList && isItem)) return false;
    if (isNegation(word)) return true;
    if (!isItem && !CARRIED.has(word)) return false;
    if (!isItem && !COORDINATIONS.has(word)) isInList = false;
    else if (isItem) isInList = true;
  }
  return false;
};

const AUXILIARIES = wordSet("is are was were be does do has have must may can could shall should will would");
const FORBIDDING = wordSet("forbidden prohibited disallowed banned");
/** What a `not` denies of a command: `is not allowed`, and not `is not hard`. */
const DENIED = wordSet(
  "allowed permitted used run executed needed necessary required recommended available wanted an the to be part done how what",
);

/** Whether the clause goes on to deny the word: `git commit is not allowed`, `git add must never be run`. */
const isDenied = (words: readonly ProseWord[], at: number): boolean => {
  for (let place = at; place < Math.min(words.length, at + REACH); place += 1) {
    const { text = "", endsClause = false } = words[place] ?? {};
    const [first, second] = [text, words[place + 1]?.text ?? ""].map((word) => word.toLowerCase());
    const third = words[place + 2]?.text.toLowerCase() ?? "";
    if (place > at && (first === "cannot" || /n['\u2019]t$/.test(first ?? ""))) return true;
    if (place > at && AUXILIARIES.has(first ?? "")) {
      const isPlain = /^(?:is|are|was|were)$/.test(first ?? "");
      return (
        FORBIDDING.has(second ?? "") || (/^(?:not|never|no)$/.test(second ?? "") && (!isPlain || DENIED.has(third)))
      );
    }
    if (endsClause) return false;
  }
  return false;
};

/** Whether a sentence says that the word is not to be done, before it or after it. */
export const isRuledOut = (words: readonly ProseWord[], at: number, isListed?: (word: string) => boolean): boolean =>
  isNegated(words, at, isListed) || isDenied(words, at);

const TELLING = wordSet(
  "run runs rerun reruns re-run running execute executes repeat repeats check recheck re-check call use invoke start confirm verify validate prove",
);
const BETWEEN = wordSet(
  "the a gate readiness command script again once more then now first next please and with by via bash sh zsh dash",
);
/** `Evidence: …` shows what was run; after any other colon stands what is to be run. */
const SHOWING = wordSet("evidence proof gate gates checked passed verified confirmed result");
const REPORTING = wordSet(
  "has have had is was were passed passes succeeded says said reports reported shows showed " +
    "fails failed failing errors hangs times exits exited returns returned breaks broke crashes crashed throws took takes",
);

/** Whether words say how something went. */
export const isReported = (words: readonly ProseWord[]): boolean =>
  words.some(({ text }) => REPORTING.has(text.toLowerCase()));

/** Whether prose tells somebody to run the program at this place, rather than mentioning it. */
export const isToldToRun = (words: readonly ProseWord[], at: number): boolean => {
  for (let place = at - 1; place >= Math.max(0, at - REACH); place -= 1) {
    const { text = "", hasColon = false } = words[place] ?? {};
    const word = text.toLowerCase().replace(/^\/(?:usr\/)?bin\//, "");
    if (TELLING.has(word)) return !isNegated(words, place);
    if (hasColon && !SHOWING.has(word)) break;
    if (!BETWEEN.has(word) && /^[^-]/.test(word)) return false;
  }
  return !isReported(words.slice(at + 1, at + REACH));
};

const isCommandWord = (word: string): boolean =>
  word.startsWith("-") || programOf(word) !== undefined || isGitVerb(word);

const AFTER =
  /^\s{0,3}(?:(?:is|are|was|were|be|does|do|did|has|have|may|must|can|could|shall|should|will|would)\s{1,3}(?:not|never|no longer|stale|expired|forbidden|invalid|void)\b|cannot\b|no longer\b|\w{2,6}n['\u2019]t\b)/i;
const WITHIN = /\b(?:not|never|no longer|cannot|stale|expired)\b|n['\u2019]t\b/i;

/**
 * Whether a sentence says what the pattern finds, and does not say that it is not so, or not to be done.
 * @param pattern with the flag `g`
 */
export const tells = (text: string, pattern: RegExp): boolean =>
  text.search(pattern) >= 0 &&
  sentencesIn(text).some((sentence) =>
    [...sentence.matchAll(pattern)].some(({ 0: found, index }) => {
      const before = proseWords(sentence.slice(Math.max(0, index - LONGEST_BEFORE), index));
      const after = sentence.slice(index + found.length, index + found.length + LONGEST_AFTER);
      return !isNegated(before, before.length) && !WITHIN.test(found) && !AFTER.test(after);
    }),
  );
const LONGEST_BEFORE = 160;
const LONGEST_AFTER = 40;
