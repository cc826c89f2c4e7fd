import { LEADING, MARGIN, openPage, type Page, WIDTH } from "./pdf-page.ts";

/** A column of a table and its share of the width. */
export type Column = { title: string; share: number };

/** A PDF that is written from the top down; what does not fit on a page goes on on the next. */
export type Sheet = {
  title: (text: string) => void;
  heading: (text: string) => void;
  /** Names and what they stand for; what is empty is left out. */
  facts: (facts: readonly (readonly [name: string, value: string])[]) => void;
  /** Its titles stand on every page that it goes on on. A line of it stays together if a page can hold it. */
  table: (columns: readonly Column[], lines: readonly (readonly string[])[]) => void;
  close: Page["close"];
};

const GUTTER = 8;
const NAMES_WIDTH = 120;
const TITLES_HEIGHT = LEADING + 3;
/** The space before a table, its titles, and two rows: a table does not begin with less, nor a heading without it. */
const TABLE_START = 4 + TITLES_HEIGHT + 2 * LEADING;

/** @param at when the content was written */
export const openSheet = (name: string, at: Date): Sheet => {
  const page = openPage(name, at);
  return {
    title: (text) => {
      writeTitle(page, text);
    },
    heading: (text) => {
      writeHeading(page, text);
    },
    facts: (facts) => {
      for (const [name, value] of facts.filter(([, said]) => said !== "")) writeFact(page, name, value);
    },
    table: (columns, lines) => {
      writeTable(page, columns, lines);
    },
    close: page.close,
  };
};

const writeTitle = (page: Page, text: string): void => {
  const face = { size: 16, isBold: true };
  for (const line of page.linesIn(text, WIDTH, face)) {
    page.write(line, MARGIN, face);
    page.down(22);
  }
};

const writeHeading = (page: Page, text: string): void => {
  const face = { size: 10, isBold: true };
  page.reserve(14 + 17 + TABLE_START);
  page.down(14);
  for (const line of page.linesIn(text, WIDTH, face)) {
    page.write(line, MARGIN, face);
    page.down(17);
  }
};

const writeFact = (page: Page, name: string, value: string): void => {
  const lines = value.split("\n").flatMap((part) => page.linesIn(part, WIDTH - NAMES_WIDTH));
  for (const [at, line] of lines.entries()) {
    page.reserve(LEADING);
    if (at === 0) page.write(name, MARGIN, { isBold: true });
    page.write(line, MARGIN + NAMES_WIDTH);
    page.down(LEADING);
  }
};

/** A column and where it stands. */
type Placed = { title: string; x: number; width: number };

const placed = (columns: readonly Column[]): Placed[] => {
  const whole = columns.reduce((sum, { share }) => sum + share, 0);
  let x = MARGIN;
  return columns.map(({ title, share }) => {
    const width = (WIDTH * share) / whole;
    x += width;
    return { title, x: x - width, width };
  });
};

const writeTable = (page: Page, columns: readonly Column[], lines: readonly (readonly string[])[]): void => {
  const places = placed(columns);
  page.reserve(TABLE_START);
  page.down(4);
  writeTitles(page, places);
  for (const line of lines) writeLine(page, places, line);
};

const writeTitles = (page: Page, places: readonly Placed[]): void => {
  for (const { title, x } of places) page.write(title, x, { isBold: true });
  page.down(LEADING);
  page.rule();
  page.down(3);
};

const writeLine = (page: Page, places: readonly Placed[], line: readonly string[]): void => {
  const cells = places.map(({ x, width }, at) => ({ x, rows: page.linesIn(line[at] ?? "", width - GUTTER) }));
  const count = Math.max(...cells.map(({ rows }) => rows.length));
  const staysTogether = page.holds(TITLES_HEIGHT + count * LEADING);
  for (let row = 0; row < count; row += 1) {
    if (page.reserve((row === 0 && staysTogether ? count : 1) * LEADING)) writeTitles(page, places);
    for (const { x, rows } of cells) page.write(rows[row] ?? "", x);
    page.down(LEADING);
  }
  page.down(2);
};
