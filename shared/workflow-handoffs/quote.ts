import { headingOf, isFence } from "./markdown.ts";

/** Further in, it belongs to the item of a list: what a field quotes is the field's. */
const MARK = /^ ?> ?/;
const isQuoted = (line: string): boolean => MARK.test(line);

/** Lines that stand together: inside a quote, with its marks, or outside of any. */
type Run = { isQuote: boolean; lines: string[] };

/** A line without a mark goes on with a quote, as Markdown allows for paragraphs; what begins something new does not. */
const goesOn = (run: Run, line: string): boolean => {
  if (!run.isQuote) return !isQuoted(line);
  return isQuoted(line) || (line.trim() !== "" && headingOf(line) === undefined && !isFence(line));
};

const DEEPEST = 9;

/**
 * The texts that a text consists of: each quote that holds what is sought, without its marks, is one of its own, and what stands
 * around it others. A quote that does not hold it stays where it is.
 * @param isSought whether a line, without the marks of quotes, is what is sought
 */
export const quotesApart = (
  lines: readonly string[],
  isSought: (line: string) => boolean,
  depth = 0,
): (readonly string[])[] => {
  if (depth === DEEPEST || !lines.some(isQuoted)) return [lines];
  const runs: Run[] = [];
  for (const line of lines) {
    const last = runs.at(-1);
    if (last && goesOn(last, line)) last.lines.push(line);
    else runs.push({ isQuote: isQuoted(line), lines: [line] });
  }
  const texts: (readonly string[])[] = [];
  let around: string[] | undefined;
  for (const run of runs) {
    if (run.isQuote && run.lines.some((line) => isSought(line.replace(/^[ >]+/, "")))) {
      around = undefined;
      const inner = run.lines.map((line) => line.replace(MARK, ""));
      texts.push(...quotesApart(inner, isSought, depth + 1));
    } else {
      if (!around) texts.push((around = []));
      for (const line of run.lines) around.push(line);
    }
  }
  return texts;
};
