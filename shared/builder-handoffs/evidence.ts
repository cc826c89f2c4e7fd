import { saidIn } from "./polarity.ts";

/** `TBD`, `[list or NONE]`, `<title>`: a place that somebody was to fill in. */
export const isPlaceholder = (text: string): boolean =>
  text === "" || /^(?:TBD|TODO|TBC|FIXME|XXX|yyy|\?+|\.{2,}|…)[.:!]?$/i.test(text) || isInBrackets(text);

const isInBrackets = (text: string): boolean =>
  (/^\[[^\]]{2,}\]$/.test(text) && !/^\[\d/.test(text)) || /^<[^<>]{2,}>$/.test(text);

/** A place that is filled in with nothing: `N/A`, `none`, `x`, `not done`. Where there may be none of a thing, NONE is an answer. */
export const isBlank = (text: string): boolean =>
  isPlaceholder(text) ||
  /^(?:n\/?a|not (?:applicable|available|done|run|yet|recorded)|none|nil|null|nothing|no|x+|[-–—_.]+|pending|later|unknown|missing|skipped)[.!]?$/i.test(
    text,
  );

const RESULT = /^\W*(?:pass(?:ed|es)?|succeeded|success|green)\W*$/i;
const SUCCESS =
  /\b(?:no|0|zero|without(?: any)?|nothing) (?:[\w-]+ ){0,2}?(?:fail(?:s|ed|ing|ures?)?|errors?|problems?|issues?|missing|skipped|broken|unresolved)\b|\bnot (?:just|only) /gi;

/** That a thing did not go well, was left, or is still to come. */
const OPEN =
  /\b(?:fail(?:s|ed|ing|ures?)?|broken|skip(?:s|ped)?|deferred|postponed|pending|missing|forgot(?:ten)?|forget|omitted|incomplete|partial(?:ly)?|partly|mostly|half[- ]done|unable|unfinished|unresolved|untested|todo|tbd|tbc|later|planned|should|will|yet to|to be|out of time|in progress|under ?way)\b/i;

/** What is not done, where a word of these is denied. */
const ACTS =
  /(?: (?:yet|been|be|do|done|did|have|had|run|ran|executed?|tested|tests?|wired?|wiring|resolved?|finished|complete[dl]?y?|started|called|updated?|marked|checked|verified|written|performed|attempted|implemented|integrated|able|possible|applicable|needed|required|necessary|handled|addressed|reached|succeed(?:ed)?|pass(?:ed)?|works?|worked)|no time|no (?:smoke|entry ?point|lifecycle))$/i;

/**
 * Whether a text shows that something was done: it says what, in two words at least or by its result, and owns up to nothing that was left.
 * "0 failed" and "no errors" speak of success.
 */
export const isDone = (text: string): boolean => {
  const said = text.trim();
  if (isBlank(said)) return false;
  if (RESULT.test(said)) return true;
  if ((said.match(/[\p{L}\p{N}_][\p{L}\p{N}_./-]+/gu)?.length ?? 0) < 2) return false;
  const rest = said.replaceAll(SUCCESS, " ");
  return !OPEN.test(rest) && !/^no\s*(?:[.,;:!—–-]|$)/i.test(said) && !saidIn(rest).some(isDeniedAct);
};

const isDeniedAct = ({ phrase, denied }: { phrase: string; denied: boolean }): boolean => denied && ACTS.test(phrase);
