import { type Block, type Field, fieldNames, isCommandField } from "./block.ts";
import type { CommandLine } from "./command.ts";
import type { Context } from "./context.ts";
import { asSeen } from "./hidden-characters.ts";
import { commandLinesIn, type Invocation, invocationsIn, invocationsInProse } from "./invocation.ts";
import { type Outcome, outcomeOf } from "./outcome.ts";
import type { Reading } from "./parse.ts";
import { type Guide, guideOf, NOT_APPLICABLE } from "./state.ts";

/** What rules ask of a block, read once. Its fields are as somebody sees them. */
export type Facts = Reading & {
  /** The fields with what nobody sees. */
  raw: Block;
  context: Context;
  /** The fields that say something, with their text. */
  given: readonly (readonly [Field, string])[];
  /** The state without markup. */
  state: string;
  guide: Guide | undefined;
  approval: "yes" | "no" | undefined;
  /** The result as one word, and what it says of the gate. */
  result: string;
  outcome: Outcome;
  hasBlockers: boolean;
  hasDaemon: boolean;
  /** The command lines of a command field. */
  lines: (field: Field) => readonly CommandLine[];
  /** The programs of the contract that a field has run; in prose, those it does not tell to leave alone. */
  uses: (field: Field) => readonly Invocation[];
};

export const factsOf = (reading: Reading, context: Context): Facts => {
  const fields = seen(reading.fields);
  const lines = remembered((field) =>
    isCommandField(field) && isGiven(fields[field]) ? commandLinesIn(fields[field]) : [],
  );
  const uses = remembered((field) => {
    if (!isGiven(fields[field])) return [];
    return isCommandField(field) ? invocationsIn(lines(field)) : invocationsInProse(fields[field]);
  });
  const state = bare(fields.canonical_state);
  return {
    ...reading,
    fields,
    raw: reading.fields,
    context,
    given: givenIn(fields),
    state,
    guide: guideOf(state),
    approval: approvalIn(fields.human_approval_needed),
    result: oneWord(fields.result),
    outcome: outcomeOf(fields.result),
    hasBlockers: isGiven(fields.blockers) && !isNone(fields.blockers),
    hasDaemon: context.daemon_available !== false,
    lines,
    uses,
  };
};

const seen = (fields: Block): Block =>
  Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, value && asSeen(value).trim()]));

const remembered = <T>(read: (field: Field) => T): ((field: Field) => T) => {
  const known = new Map<Field, T>();
  return (field) => {
    const found = known.get(field) ?? read(field);
    known.set(field, found);
    return found;
  };
};

/** A short text without the markup and the stop around it. */
export const bare = (value = ""): string =>
  value.length > 200
    ? value
    : value
        .replaceAll(/[`*"']/g, "")
        .trim()
        .replace(/\.$/, "");

const EMPTY_WORDS = new Set([
  ...["", "none", "n/a", "na", "no", "nil", "null", "-", "\u2014", "empty", "not applicable", "not-applicable"],
]);

/** Whether a field says that nothing applies, in the document's word or another. */
const saysNothing = (value: string): boolean => {
  const word = bare(value).toLowerCase();
  return word === NOT_APPLICABLE || EMPTY_WORDS.has(word);
};
export const isGiven = (value: string | undefined): value is string => value !== undefined && !saysNothing(value);
export const isMisspelledNothing = (value: string): boolean => saysNothing(value) && bare(value) !== NOT_APPLICABLE;

export const isNone = (value = ""): boolean => bare(value).toLowerCase() === "none";

/** Words that lead from one answer to another: `yes and no`, `no, but yes`. */
const LEADING = new Set("and or but maybe perhaps possibly also then rather actually respectively".split(" "));

/** What is answered; nothing where both are. After `yes` a `no` may be a word of the reason. */
const approvalIn = (value = ""): Facts["approval"] => {
  const [first, ...words] = (
    value
      .slice(0, 500)
      .toLowerCase()
      .match(/[\p{L}\p{N}_]+/gu) ?? []
  ).filter((word) => !LEADING.has(word));
  const isFirst = /^[`*"']{0,9}(?:yes|no)\b/i.test(value);
  if (!isFirst) return undefined;
  if (first === "yes") return words[0] === "no" ? undefined : "yes";
  return words.includes("yes") ? undefined : "no";
};

const oneWord = (value = ""): string => bare(value).toLowerCase().replaceAll(/[\s-]/g, "_");

const givenIn = (fields: Block): [Field, string][] =>
  fieldNames.flatMap((field) => (isGiven(fields[field]) ? [[field, fields[field]] as [Field, string]] : []));

/** Everything that a block says, in lower case. */
export const wholeText = ({ given }: Facts): string =>
  given
    .map(([, value]) => value)
    .join("\n")
    .toLowerCase();

/** An approved work package under Chunk Autopilot: the Orchestrator goes on by itself. */
export const runsOnAutopilot = ({ context }: Facts): boolean =>
  context.work_package_approved === true && context.autopilot_enabled === true;
