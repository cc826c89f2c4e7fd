import { create, type Font } from "fontkit";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { buffer } from "node:stream/consumers";
import PDFDocument from "pdfkit";

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
  /** @param footer stands at the foot of every page, beside its number */
  close: (footer: string) => Promise<Buffer>;
};

const { resolve } = createRequire(import.meta.url);
const REGULAR = resolve("dejavu-fonts-ttf/ttf/DejaVuSans.ttf");
const BOLD = resolve("dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf");
const glyphs = create(readFileSync(REGULAR)) as Font;

/** Points. A page is A4. */
const MARGIN = 42;
const WIDTH = 595.28 - 2 * MARGIN;
const BOTTOM = 841.89 - MARGIN - 18;
const SIZE = 8;
const LEADING = 11;
const GUTTER = 8;

/** @param at when the content was written: the file says nothing of when it was made, so the same content is the same bytes */
export const openSheet = (name: string, at: Date): Sheet => {
  const page = new PDFDocument({
    size: "A4",
    margin: 0,
    bufferPages: true,
    font: REGULAR,
    info: { Title: printable(name), Producer: "Baton", Creator: "Baton", CreationDate: at },
  });
  const pdf = buffer(page);
  let y = MARGIN;

  const write = (text: string, x: number, size = SIZE, font = REGULAR): void => {
    page.font(font).fontSize(size).text(text, x, y, { lineBreak: false });
  };
  const linesIn = (text: string, width: number): string[] => {
    page.font(REGULAR).fontSize(SIZE);
    return wrap(printable(text), width, (line) => page.widthOfString(line));
  };
  /** Makes room for so much; a new page begins if there is none. */
  const reserve = (height: number): boolean => {
    if (y + height <= BOTTOM) return false;
    page.addPage();
    y = MARGIN;
    return true;
  };

  const title = (text: string): void => {
    const lines = wrap(printable(text), WIDTH, (line) => page.font(BOLD).fontSize(16).widthOfString(line));
    for (const line of lines) {
      write(line, MARGIN, 16, BOLD);
      y += 22;
    }
  };

  const heading = (text: string): void => {
    reserve(48);
    y += 14;
    write(printable(text), MARGIN, 10, BOLD);
    y += 17;
  };

  const facts: Sheet["facts"] = (all) => {
    for (const [name, value] of all.filter(([, said]) => said !== ""))
      for (const [at, line] of value
        .split("\n")
        .flatMap((part) => linesIn(part, WIDTH - 120))
        .entries()) {
        reserve(LEADING);
        if (at === 0) write(name, MARGIN, SIZE, BOLD);
        write(line, MARGIN + 120);
        y += LEADING;
      }
  };

  const table: Sheet["table"] = (columns, lines) => {
    const whole = columns.reduce((sum, { share }) => sum + share, 0);
    const widths = columns.map(({ share }) => (WIDTH * share) / whole);
    const places = widths.map((_, at) => MARGIN + widths.slice(0, at).reduce((sum, width) => sum + width, 0));
    const writeTitles = (): void => {
      for (const [at, { title }] of columns.entries()) write(title, places[at] ?? MARGIN, SIZE, BOLD);
      y += LEADING;
      page
        .moveTo(MARGIN, y)
        .lineTo(MARGIN + WIDTH, y)
        .lineWidth(0.5)
        .stroke("#888888");
      y += 3;
    };
    reserve(4 * LEADING);
    y += 4;
    writeTitles();
    for (const line of lines) {
      const cells = line.map((text, at) => linesIn(text, (widths[at] ?? WIDTH) - GUTTER));
      const rows = Math.max(...cells.map(({ length }) => length));
      const isTall = rows * LEADING > BOTTOM - MARGIN - 2 * LEADING;
      for (let row = 0; row < rows; row += 1) {
        if (reserve((row === 0 && !isTall ? rows : 1) * LEADING)) writeTitles();
        for (const [at, cell] of cells.entries()) write(cell[row] ?? "", places[at] ?? MARGIN);
        y += LEADING;
      }
      y += 2;
    }
  };

  const close = (footer: string): Promise<Buffer> => {
    const { count } = page.bufferedPageRange();
    for (let at = 0; at < count; at += 1) {
      page.switchToPage(at);
      y = BOTTOM + 8;
      write(`${printable(footer)} · page ${at + 1} of ${count}`, MARGIN, 7);
    }
    page.end();
    return pdf;
  };

  return { title, heading, facts, table, close };
};

/** What the font cannot print stands as its code point, such as [U+4E2D]: nothing is lost, and nothing looks like another. */
export const printable = (text: string): string =>
  Array.from(text.replaceAll(/\s+/gu, " "), (each) => {
    const code = each.codePointAt(0) ?? 0;
    return glyphs.hasGlyphForCodePoint(code) ? each : `[U+${code.toString(16).toUpperCase().padStart(4, "0")}]`;
  }).join("");

/** Lines no wider than `width`, broken at spaces, and within a word that is wider than a line. */
export const wrap = (text: string, width: number, widthOf: (text: string) => number): string[] => {
  if (widthOf(text) <= width) return [text];
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (widthOf(longer) <= width) {
      line = longer;
      continue;
    }
    if (line !== "") lines.push(line);
    line = "";
    for (const letter of word) {
      if (line !== "" && widthOf(line + letter) > width) {
        lines.push(line);
        line = "";
      }
      line += letter;
    }
  }
  return [...lines, line];
};
