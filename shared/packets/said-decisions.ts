/** A decision as an agent says it; a rationale that is not stated is empty. */
export type SaidDecision = { decision: string; rationale: string; alternatives_considered?: string[] };

/** The decisions that lines state: not those that they ask for, leave open or take back. */
export const saidDecisions = (lines: readonly string[]): SaidDecision[] =>
  lines.flatMap((line, at) => {
    const [, after = ""] = /^(?:rationale|reason|why): (.+)$/i.exec(lines[at + 1] ?? "") ?? [];
    const { decision, rationale, alternatives_considered: others } = choiceIn(line) ?? statementIn(line) ?? nothing;
    if (TAKEN_BACK.test(`${line} ${after}`) || [decision, ...(others ?? [])].some((words) => OPEN.test(words)))
      return [];
    return { decision, rationale: rationale || after, ...(others && { alternatives_considered: others }) };
  });

const nothing: SaidDecision = { decision: "", rationale: "" };

const because = String.raw`(?: ?[,;–—-]? ?(?:because|since|as) | ?[:;–—] |\. Rationale: ?)`;
const CHOICE = new RegExp(`^Chose (.+?) over (.+?)(?:${because}(.+?))?\\.?$`, "i");
const STATEMENT = /^Decision: ?(.+?)(?:,? because (.+?)|\. Rationale: ?(.+?))?\.?$/i;

const choiceIn = (line: string): SaidDecision | undefined => {
  const [, decision, other, rationale = ""] = CHOICE.exec(line) ?? [];
  return decision && other ? { decision, rationale, alternatives_considered: [other] } : undefined;
};

const statementIn = (line: string): SaidDecision | undefined => {
  const [, decision, reason, rationale = ""] = STATEMENT.exec(line) ?? [];
  return decision ? { decision, rationale: reason ?? rationale } : undefined;
};

/** No words, words for nothing, for a time to come or for a doubt, and words about deciding: what speaks of it has not been decided. */
const OPEN = new RegExp(
  [
    String.raw`^(?:none|nothing|n\/?a|tb[acd]|open|unknown|unclear|unresolved|-*)$`,
    String.raw`^(?:no decision|not (?:made|sure)|to be|needs?|pending|deferred|postponed|a?waiting)\b`,
    String.raw`\b(?:decide|deciding|undecided|(?:not|be|been) decided|still|yet|maybe|perhaps|might|whether|either)\b`,
    String.raw`\b(?:but|however|though|although)\b`,
  ].join("|"),
  "i",
);

/** A reason may have its "but"; a clause of its own that begins so turns the line. */
const TAKEN_BACK =
  /\?|\b(?:reverted|undone|undid|withdrawn|withdrew|overturned|(?:rolled|taken|went) back)\b|[,;.(–—-] ?(?:but|however|though|although)\b/i;
