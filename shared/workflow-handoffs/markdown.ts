/** A line that begins an item of a list: it starts a line of its own wherever it stands. */
export const isListItem = (line: string): boolean => /^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]/.test(line);

/** The columns of blank before a line's text; a tab reaches to the next fourth column. */
export const indentOf = (line: string): number => {
  let columns = 0;
  for (const character of line) {
    if (character === " ") columns += 1;
    else if (character === "\t") columns += 4 - (columns % 4);
    else break;
  }
  return columns;
};

/** The line without its first columns of blank. */
export const outdented = (line: string, columns: number): string => {
  let [at, gone] = [0, 0];
  while (gone < columns && (line[at] === " " || line[at] === "\t")) {
    gone += line[at] === "\t" ? 4 : 1;
    at += 1;
  }
  return line.slice(at);
};

/** The text of a heading of any level, or of a line that is bold as a whole; undefined for other lines. */
export const headingOf = (line: string): string | undefined => {
  const text = line.trim();
  const isHeading = /^#{1,6}[ \t]/.test(text) || (text.startsWith("**") && text.endsWith("**") && text.length > 4);
  return isHeading ? text.replaceAll(/[#*_:]/g, " ").trim() : undefined;
};

export const isFence = (line: string): boolean => /^[ \t]*(?:```|~~~)/.test(line);

export const isRule = (line: string): boolean => ["---", "***", "___"].includes(line.trim());

/** Whether a backslash that nothing escapes ends the line. */
const isOpenEnded = (line: string): boolean => {
  let start = line.length;
  while (line[start - 1] === "\\") start -= 1;
  return (line.length - start) % 2 === 1;
};

/** What a line and a blank or nothing are where the next one goes on with it, as a shell reads a backslash at its end. */
const continued = (line: string, next: string): string | undefined => {
  if (!isOpenEnded(line) || next.trim() === "" || isListItem(next)) return undefined;
  const text = line.slice(0, -1);
  return /[ \t]$/.test(text) || /^[ \t]/.test(next) ? `${text.trimEnd()} ` : text;
};

/**
 * The text of lines; those that a shell would go on with are one. What a line is, is told without the blanks at its end: none
 * of them is kept, and `- ` without them is no item of a list.
 */
export const joined = (lines: readonly string[]): string => {
  let [text, isContinued] = ["", false];
  for (const [at, line] of lines.entries()) {
    const next = lines[at + 1]?.trimEnd();
    const kept = isContinued ? line.trim() : line.trimEnd();
    if (next === undefined) return text + kept;
    const begun = continued(kept, next);
    isContinued = begun !== undefined;
    text += begun ?? `${kept}\n`;
  }
  return text;
};

/**
 * The text of a paragraph's lines. A wrapped line goes on with a blank, or as a shell would have it after a backslash; a hard
 * break, a blank line and an item of a list begin a new line.
 */
export const unwrapped = (lines: readonly string[]): string => {
  let [text, isWrapped] = ["", false];
  for (const [at, line] of lines.entries()) {
    const next = lines[at + 1];
    const kept = isWrapped ? line.trim() : line.trimEnd();
    if (next === undefined) return text + kept;
    isWrapped = kept !== "" && next.trim() !== "" && !line.endsWith("  ") && !isListItem(next);
    text += isWrapped ? (continued(kept, next) ?? `${kept} `) : `${kept}\n`;
  }
  return text;
};

type Span = { start: number; end: number; text: string };
type Run = { index: number; length: number };

/** The code spans of a text: what stands between two runs of as many backticks. */
export const codeSpansOf = (text: string): Span[] => {
  const runs: Run[] = [...text.matchAll(/`+/g)].map(({ 0: run, index }) => ({ index, length: run.length }));
  const spans: Span[] = [];
  const unclosed = new Set<number>();
  for (let at = 0; at < runs.length; at += 1) {
    const open = runs[at];
    if (!open || unclosed.has(open.length)) continue;
    const closing = closingOf(runs, at, open.length);
    const close = runs[closing];
    if (close) {
      const inner = text.slice(open.index + open.length, close.index);
      spans.push({ start: open.index, end: close.index + close.length, text: inner });
      at = closing;
    } else unclosed.add(open.length);
  }
  return spans;
};

const closingOf = (runs: readonly Run[], open: number, length: number): number => {
  let at = open + 1;
  while (at < runs.length && runs[at]?.length !== length) at += 1;
  return at;
};
