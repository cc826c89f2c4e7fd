import { type CommandLine, readCommandLine, type Word } from "./command.ts";

const SHELL = /^(?:\/(?:usr\/)?bin\/)?(?:ba|z|da)?sh$/;
const SHELL_OPTION = /^-[celuvx]+$|^--(?:login|norc|noprofile|posix)$/;
const DEEPEST = 3;

/**
 * A command line with what a shell in front, `bash -c` or quotes around a whole command would run in their place. Whatever else
 * stands in front of a command (`env`, `sudo`, an assignment) stays there, and is no command of the workflow.
 */
export const seenThrough = (line: CommandLine, depth = 0): CommandLine => {
  const inner = line.commands.map((words) => innerOf(words, depth));
  return {
    commands: inner.flatMap(({ commands }) => commands),
    operators: [...line.operators, ...inner.flatMap(({ operators }) => operators)],
    substitutions: [...line.substitutions, ...inner.flatMap(({ substitutions }) => substitutions)],
  };
};

const innerOf = (words: Word[], depth: number): CommandLine => {
  const options = shellOptionsIn(words);
  const rest = words.slice(options);
  const isText = words.slice(1, options).some(({ text }) => /^-\w*c/.test(text));
  const [first] = rest;
  const isWhole = rest.length === 1 && (isText || (first?.isQuoted === true && /\s/.test(first.text)));
  if (first && isWhole && depth < DEEPEST) return seenThrough(readCommandLine(first.text), depth + 1);
  return { commands: [first && !isText ? rest : words], operators: [], substitutions: [] };
};

/** How many words at the beginning are a shell and its harmless options. */
const shellOptionsIn = (words: readonly Word[]): number => {
  if (!SHELL.test(words[0]?.text ?? "")) return 0;
  let at = 1;
  while (SHELL_OPTION.test(words[at]?.text ?? "")) at += 1;
  return at;
};
