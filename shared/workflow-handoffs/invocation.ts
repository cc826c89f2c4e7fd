import { type CommandLine, commandTextsIn, readCommandLine, type Word } from "./command.ts";
import { gitVerbNear } from "./git-words.ts";
import { type Category, isGitVerb, isProgramWord, isReadOnlyGit, programOf, workflowProgramOf } from "./program.ts";
import { isRuledOut, isToldToRun, proseWords, sentencesIn } from "./prose.ts";
import { seenThrough } from "./seen-through.ts";

/** One use of a program of the contract. */
export type Invocation = { program: string; category: Category; args: string[] };

/** A command field as a shell would read it, through shells and quotes around a command. */
export const commandLinesIn = (value: string): CommandLine[] =>
  commandTextsIn(value, isProgramWord).map((text) => seenThrough(readCommandLine(text)));

/** The uses of programs in command lines, in any disguise: whatever stands in front of them, or in quotes. */
export const invocationsIn = (lines: readonly CommandLine[], depth = 0): Invocation[] =>
  lines.flatMap(({ commands }) => commands.flatMap((words) => [...commandUses(words), ...innerUses(words, depth)]));

const commandUses = (words: readonly Word[]): Invocation[] => {
  const [first, ...others] = words;
  const own = first && workflowProgramOf(first.text);
  if (own?.category === "other") return [{ ...own, args: others.map(({ text }) => text) }];
  return usesIn(words, own !== undefined);
};

/** The uses that prose speaks of, but for those it tells not to make. */
export const invocationsInProse = (text: string): Invocation[] => invocationsWhere(text, () => true);

/** The uses that prose tells somebody to make; `the gate workflow-state has passed` tells nobody to. */
export const invocationsTold = (text: string): Invocation[] => invocationsWhere(text, isToldToRun);

const invocationsWhere = (text: string, isMeant: typeof isToldToRun): Invocation[] =>
  sentencesIn(text).flatMap((sentence) => {
    const words = proseWords(sentence);
    return usesIn(words, false, (at) => !isRuledOut(words, at) && isMeant(words, at));
  });

/** @param isCommand whether the first word is a command for certain: `git` is also a word, and then needs a verb of its */
const usesIn = (
  words: readonly { text: string; isQuoted?: boolean }[],
  isCommand: boolean,
  isMeant: (at: number) => boolean = () => true,
): Invocation[] => {
  const starts: { program: string; category: Category; at: number }[] = [];
  for (const [at, { text, isQuoted = false }] of words.entries()) {
    const isArgument = starts.length > 0 && (isQuoted || /^--[a-z-]+$/.test(words[at - 1]?.text ?? ""));
    const found = isArgument ? undefined : programOf(text);
    if (found && isMeant(at)) starts.push({ ...found, at });
  }
  return starts.flatMap(({ program, category, at }, nth) => {
    const args = words.slice(at + 1, starts[nth + 1]?.at).map(({ text }) => text);
    if (program !== "git" || isGitVerb(gitVerb(args)) || (isCommand && at === 0)) return [{ program, category, args }];
    const verb = isCommand ? undefined : gitVerbNear(words, at, isMeant);
    return verb === undefined ? [] : [{ program, category, args: [verb] }];
  });
};

const DEEPEST = 3;

/** What stands in quotes before any program, as `eval` and `env -S` take it: another command line. */
const innerUses = (words: readonly Word[], depth: number): Invocation[] => {
  const program = words.findIndex(({ text }) => programOf(text) !== undefined);
  const before = program < 0 ? words : words.slice(0, program);
  const texts = before.filter(({ text, isQuoted }) => isQuoted && /\s/.test(text)).map(({ text }) => text);
  return depth < DEEPEST ? texts.flatMap((text) => invocationsIn([readCommandLine(text)], depth + 1)) : [];
};

/** The value of an option, as `--files x` or `--files=x`; undefined if it is not given. */
export const optionOf = ({ args }: Invocation, option: string): string | undefined => {
  const at = args.findIndex((each) => each === option || each.startsWith(`${option}=`));
  const given = args[at];
  if (given === undefined) return undefined;
  return given === option ? (args[at + 1] ?? "") : given.slice(option.length + 1);
};

/** What git is told to do: its first word that is neither an option nor what `-C` and `-c` take. */
export const gitVerb = (args: readonly string[]): string => {
  const at = args.findIndex((arg, place) => !arg.startsWith("-") && !/^-[Cc]$/.test(args[place - 1] ?? ""));
  return args[at] ?? "";
};

export const changesByGit = ({ program, args }: Invocation): boolean =>
  program === "git" && !isReadOnlyGit(gitVerb(args));

/** A request of the trusted daemon for this action. */
export const requests = (invocation: Invocation, ...actions: string[]): boolean =>
  invocation.program === "request-action" && actions.includes(optionOf(invocation, "--action") ?? "");

/** The role that a prompt is made for; a review of it is `review qa`. */
export const promptOf = ({ args }: Invocation): string => args.filter((arg) => !arg.startsWith("-")).join(" ");
