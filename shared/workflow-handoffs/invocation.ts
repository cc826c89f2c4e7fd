import { type CommandLine, commandTextsIn, proseWords, readCommandLine, sentencesIn, type Word } from "./command.ts";
import { withoutHidden } from "./hidden-characters.ts";
import { type Category, isGitVerb, isProgramWord, isReadOnlyGit, programOf } from "./program.ts";

/** One use of a program of the contract. */
export type Invocation = { program: string; category: Category; args: string[] };

/** A command field as a shell would read it. */
export const commandLinesIn = (value: string): CommandLine[] =>
  commandTextsIn(withoutHidden(value), isProgramWord).map(readCommandLine);

/** The uses of known programs in command lines, through `bash -c`, quotes, paths and whatever else stands in front. */
export const invocationsIn = (lines: readonly CommandLine[], depth = 0): Invocation[] =>
  lines.flatMap(({ commands }) => commands.flatMap((words) => [...usesIn(words), ...innerUsesIn(words, depth)]));

/** The uses that prose speaks of, but for those it tells not to make. */
export const invocationsInProse = (text: string): Invocation[] =>
  sentencesIn(text).flatMap((sentence) => {
    const words = proseWords(sentence);
    return usesIn(words, (at) => !isNegated(words, at));
  });

const usesIn = (words: readonly Word[], isMeant: (at: number) => boolean = () => true): Invocation[] => {
  const starts: { program: string; category: Category; at: number }[] = [];
  for (const [at, { text }] of words.entries()) {
    const found = starts.length > 0 && isArgument(words, at) ? undefined : programOf(text);
    if (found && isMeant(at)) starts.push({ ...found, at });
  }
  return starts.flatMap(({ program, category, at }, nth) => {
    const args = words.slice(at + 1, starts[nth + 1]?.at).map(({ text }) => text);
    return program === "git" && !isGitVerb(gitVerb(args)) ? [] : [{ program, category, args }];
  });
};

/** What is quoted, and what an option takes, is said to the program before it and names none. */
const isArgument = (words: readonly Word[], at: number): boolean =>
  (words[at]?.isQuoted ?? false) || /^--[a-z-]+$/.test(words[at - 1]?.text ?? "");

const DEEPEST = 3;

/** A command that stands in quotes as a whole, or is what `bash -c` and `eval` take: nothing before it is a program. */
const innerUsesIn = (words: readonly Word[], depth: number): Invocation[] => {
  const program = words.findIndex(({ text }) => programOf(text) !== undefined);
  const before = program < 0 ? words : words.slice(0, program);
  const texts = before.filter(({ text, isQuoted }) => isQuoted && /\s/.test(text)).map(({ text }) => text);
  return depth < DEEPEST ? texts.flatMap((text) => invocationsIn([readCommandLine(text)], depth + 1)) : [];
};

const NEGATIONS = new Set(["not", "never", "no", "without", "avoid", "instead", "rather", "nor", "neither", "cannot"]);
const NEGATED_WITHIN = 4;

/** Whether one of the few words before says not to. */
export const isNegated = (words: readonly Word[], at: number): boolean =>
  words
    .slice(Math.max(0, at - NEGATED_WITHIN), at)
    .some(({ text }) => NEGATIONS.has(text.toLowerCase()) || /n['\u2019]t$/i.test(text));

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
