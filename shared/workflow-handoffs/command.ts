import { codeSpansOf } from "./markdown.ts";

export type Word = { text: string; isQuoted: boolean };

/** A text as a shell would read it, and nothing of it run: its commands, what joins them, and what it would substitute. */
export type CommandLine = { commands: Word[][]; operators: string[]; substitutions: string[] };

const OPERATOR = /&&|\|\||[;&|\n]|[<>](?!\()/y;
/** `<path-to-active-chunk>` stands for a word; it redirects nothing. */
const PLACEHOLDER = /<[A-Za-z][A-Za-z0-9 ._/-]{0,80}>/y;

/** Reads a text from its first to its last character, each once. */
export const readCommandLine = (text: string): CommandLine => {
  const commands: Word[][] = [[]];
  const found = { operators: [] as string[], substitutions: [] as string[] };
  let at = 0;
  while (at < text.length) {
    const operator = matchAt(PLACEHOLDER, text, at) ? undefined : matchAt(OPERATOR, text, at);
    if (operator !== undefined) {
      found.operators.push(operator);
      commands.push([]);
      at += operator.length;
    } else if (isBlank(text[at])) at += 1;
    else if (text.startsWith("\\\n", at)) at += 2;
    else {
      const { word, end } = readWord(text, at, found);
      commands.at(-1)?.push(word);
      at = end;
    }
  }
  return { commands: commands.filter(({ length }) => length > 0), ...found };
};

const matchAt = (pattern: RegExp, text: string, at: number): string | undefined => {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
};

const isBlank = (character: string | undefined): boolean => character === " " || character === "\t";

type Found = { operators: string[]; substitutions: string[] };

const readWord = (text: string, start: number, found: Found): { word: Word; end: number } => {
  const word: Word = { text: "", isQuoted: false };
  let at = start;
  while (at < text.length && !isBlank(text[at])) {
    const placeholder = matchAt(PLACEHOLDER, text, at);
    if (placeholder === undefined && matchAt(OPERATOR, text, at) !== undefined) break;
    const piece =
      placeholder === undefined ? readPiece(text, at, found) : { text: placeholder, end: at + placeholder.length };
    word.text += piece.text;
    word.isQuoted ||= piece.isQuoted ?? false;
    at = piece.end;
  }
  return { word, end: at };
};

type Piece = { text: string; end: number; isQuoted?: boolean };

/** A quoted part, an escaped character, the beginning of a substitution, or one character. */
const readPiece = (text: string, at: number, found: Found): Piece => {
  if (text.startsWith("$'", at) || text.startsWith('$"', at)) {
    found.substitutions.push(text.slice(at, at + 2));
    return { text: "", end: at + 1 };
  }
  const substitution = matchAt(SUBSTITUTION, text, at);
  if (substitution !== undefined) {
    found.substitutions.push(substitution);
    return { text: substitution, end: at + substitution.length };
  }
  if (text[at] === "\\") return { text: text[at + 1] === "\n" ? "" : (text[at + 1] ?? ""), end: at + 2 };
  if (text[at] === "'") return singleQuoted(text, at, found);
  if (text[at] === '"') return doubleQuoted(text, at, found);
  return { text: text[at] ?? "", end: at + 1 };
};

const SUBSTITUTION = /\$[({A-Za-z_0-9@*#?$!-]|`|[<>]\(/y;

const singleQuoted = (text: string, open: number, found: Found): Piece => {
  const close = text.indexOf("'", open + 1);
  if (close < 0) found.operators.push("'");
  const end = close < 0 ? text.length : close;
  return { text: text.slice(open + 1, end), end: end + 1, isQuoted: true };
};

const doubleQuoted = (text: string, open: number, found: Found): Piece => {
  let [inner, at] = ["", open + 1];
  while (at < text.length && text[at] !== '"') {
    const substitution = matchAt(SUBSTITUTION, text, at);
    if (substitution !== undefined && !/^[<>]/.test(substitution)) found.substitutions.push(substitution);
    if (text[at] === "\\") at += 1;
    inner += text[at] ?? "";
    at += 1;
  }
  if (at >= text.length) found.operators.push('"');
  return { text: inner, end: at + 1, isQuoted: true };
};

/**
 * What of a command field is command: the contents of its code spans where all its commands are in those, else the whole. A
 * backtick next to a command is no markup then, but a substitution.
 * @param isCommand whether a word names a program
 */
export const commandTextsIn = (value: string, isCommand: (word: string) => boolean): string[] => {
  const spans = codeSpansOf(value);
  let [outside, from] = ["", 0];
  for (const { start, end } of spans) {
    outside += `${value.slice(from, start)} `;
    from = end;
  }
  outside += value.slice(from);
  const isMarkup = spans.length > 0 && !outside.split(/\s/).some(isCommand) && !/[;|&<>$`]/.test(outside);
  return isMarkup
    ? spans.map(({ text }) => text.trim())
    : [value.replaceAll(/^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+/gm, "")];
};
