import { isMisspelledNothing, isNone } from "../facts.ts";
import { type Family, foundIn, type Rule } from "../finding.ts";
import { isBlockedState, knownStates } from "../state.ts";

const SHORT = 120;
const HEDGES =
  /\b(?:probably|maybe|perhaps|likely|hopefully|should be|seems?|might|not_applicable|tbd|todo|unknown)\b|\?/i;

const resultFactual: Rule = {
  id: "result-factual",
  fix: `State what came out, in one line of at most ${SHORT} characters: \`passed\`, \`blocked\`, \`needs_review\`.`,
  find: (facts) => {
    const { result = "" } = facts.fields;
    const isFactual =
      !result.includes("\n") && result.length <= SHORT && !HEDGES.test(result) && !isMisspelledNothing(result);
    return foundIn(facts, "result", result !== "" && !isFactual);
  },
};

/** Words that name nothing that anybody could resolve, however many stand together. */
const VAGUE = new Set(
  (
    "not_applicable not-applicable not applicable n/a na no none nil null - yes some several various few many a an the this that these those " +
    "there is are was be being been it they still currently open minor major known other more small big general certain issue issues problem problems thing " +
    "things stuff bug bugs error errors blocker blockers concern concerns remain remains remaining exist exists need needs " +
    "fix fixing fixed resolved resolving solved to do done must should see above below yet report notes and or of with in " +
    "pending unknown unclear tbd todo tba later blocked broken failed failing fails fail wip etc as discussed usual before doesn't does work working ? ??"
  ).split(" "),
);

/** Whether an item of a list, or a text without a list, says nothing in particular. */
const isVague = (item: string): boolean => {
  const words = item
    .slice(0, MOST)
    .toLowerCase()
    .split(/[\s,.;:!()*`"']+/)
    .filter(Boolean);
  return item.length <= MOST && words.every((word) => VAGUE.has(word));
};
const MOST = 200;

const itemsIn = (value: string): string[] =>
  value.split("\n").map((line) => line.replace(/^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+/, ""));

const blockersConcrete: Rule = {
  id: "blockers-concrete",
  fix: "Write `None.`, or list each blocker so that somebody can resolve it.",
  find: (facts) => {
    const { blockers = "" } = facts.fields;
    const items = itemsIn(blockers).filter((item) => item !== "");
    return foundIn(facts, "blockers", blockers !== "" && !isNone(blockers) && items.some(isVague));
  },
};

const blockersAgree: Rule = {
  id: "blockers-agree",
  fix: "List the blockers of a result or state that is blocked, and write `None.` where the result is passed.",
  find: (facts) => {
    const { fields, state, outcome, hasBlockers } = facts;
    const isBlocked = outcome === "blocked" || isBlockedState(state);
    const contradicts = isBlocked ? isNone(fields.blockers) : outcome === "passed" && hasBlockers;
    return foundIn(facts, "blockers", contradicts);
  },
};

/** Results that name a state, in the order in which work comes to them. */
const readiness = ["ready_to_complete", "commit_ready"];

const resultAgrees: Rule = {
  id: "result-agrees-with-state",
  fix: "Write what came out at this state: `blocked` where the work did not pass, and no readiness that a later state has.",
  find: (facts) => {
    const { state, guide, result, outcome } = facts;
    const reached = readiness.findIndex((each) => result.startsWith(each));
    const isAhead = knownStates.includes(state) && reached > readiness.indexOf(state);
    const isPassed = isBlockedState(state) && outcome === "passed";
    // Whoever waits for QA, completion or the commit has something implemented.
    const isBehind = result.startsWith("needs_implementation") && (guide?.gate ?? guide?.hasTransition);
    return foundIn(facts, "result", isAhead || isPassed || Boolean(isBehind));
  },
};

/** What came out, and what stands in the way. */
export const outcomeRules: Family = [resultFactual, resultAgrees, blockersConcrete, blockersAgree];
