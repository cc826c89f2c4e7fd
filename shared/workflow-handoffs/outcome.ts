import { isNegation, wordSet } from "./prose.ts";

/** What a result says of the gate. */
export type Outcome = "passed" | "blocked" | "other";

const PASSED = wordSet(
  "pass passed passes passing success successful successfully succeeded succeeds ok okay green \u2705",
);
const BLOCKED = wordSet("blocked fail fails failed failing failure failures \u274c");
const UNDECIDED = wordSet("need needs awaiting waiting");
/** Before a verdict these say that it is none yet, or not of the whole: `expected to pass`, `all but one passed`. */
const NOT_YET = wordSet(
  "to must should will would may might could can if until when partly partially almost nearly mostly half some most but another second next developer",
);
const NOT_WHOLLY = wordSet("except unless partly partially mostly rate");
const NOTHING = wordSet("nothing none zero 0");

/** The readiness that the document names as a result is a pass. */
const READINESS = /\bready (?:to|for) com(?:plete|pletion|mit)\b|\bcommit ready\b/g;
const CLAUSE_END = /[\n,;:.!?()\u2013\u2014]| - /;
const WORD = /[\p{L}\p{N}%]+(?:['\u2019]t)?|[\u2705\u274c]/gu;

const LONGEST = 500;

/**
 * What a result says of the gate in its own words: `QA PASS`, `all checks passed`, `did not pass`. Its first verdict counts that
 * is not denied; a pass that is denied is none, and neither is a part of one.
 */
export const outcomeOf = (result = ""): Outcome => {
  const text = result.slice(0, LONGEST).toLowerCase();
  for (const clause of text.split(CLAUSE_END)) {
    const words = clause.replaceAll(/[_-]/g, " ").replaceAll(READINESS, "ok").match(WORD) ?? [];
    let from = 0;
    for (const [at, word] of words.entries()) {
      if (UNDECIDED.has(word)) return "other";
      if (!PASSED.has(word) && !BLOCKED.has(word)) continue;
      const before = words.slice(from, at);
      const isDenied = before.some((each) => isNegation(each) || NOTHING.has(each));
      if (isDenied === PASSED.has(word)) return "blocked";
      if (PASSED.has(word)) return isWhole(text, before, words.slice(at)) ? "passed" : "other";
      from = at + 1;
    }
  }
  return "other";
};

const isWhole = (text: string, before: readonly string[], after: readonly string[]): boolean =>
  !before.some((word) => NOT_YET.has(word) || /^\d\d?%$/.test(word)) &&
  !after.some((word) => NOT_WHOLLY.has(word)) &&
  [...text.matchAll(/(\d{1,6}) ?(?:of|\/) ?(\d{1,6})/g)].every(([, part, whole]) => Number(part) >= Number(whole));
