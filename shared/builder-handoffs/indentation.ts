/** From here on what is set in is code, and no heading, item or fence. */
const CODE = 4;
const TAB = 4;
const ITEM = /^(?:[-*+]|\d{1,9}[.)])(?=[ \t]|$)/;

/** How far a line is set in, in columns; the rest of it. */
const setIn = (line: string, from = 0): { column: number; rest: string } => {
  let column = from;
  let at = 0;
  for (; line[at] === " " || line[at] === "\t"; at += 1) column += line[at] === "\t" ? TAB - (column % TAB) : 1;
  return { column, rest: line.slice(at) };
};

/**
 * The list items that are open while a document is read, by the columns at which their contents begin: what is set in is told
 * from the innermost of them (CommonMark, Indented code blocks and List items).
 */
export const openItems = () => {
  let columns: number[] = [];
  const beyond = (line: string) => setIn(line).column - (columns.at(-1) ?? 0);
  return {
    /** Whether a line is set in as far as code, in the innermost item that is open. */
    isSetIn: (line: string): boolean => beyond(line) >= CODE,
    /** A line that begins something new ends the items that it is not set in as far as. */
    leave: (line: string): void => {
      const { column } = setIn(line);
      columns = columns.filter((each) => each <= column);
    },
    /** Opens the items that a line begins; `- 1. x` begins two. */
    enter: (line: string): void => {
      let { column, rest } = setIn(line);
      for (let marker = ITEM.exec(rest); marker; marker = ITEM.exec(rest)) {
        const after = column + marker[0].length;
        const content = setIn(rest.slice(marker[0].length), after);
        const isCode = content.rest === "" || content.column - after > CODE;
        columns.push(isCode ? after + 1 : content.column);
        if (isCode) return;
        ({ column, rest } = content);
      }
    },
  };
};
