import { buffer } from "node:stream/consumers";
import PDFDocument from "pdfkit";
import { BOLD, printable, REGULAR, wrap } from "./pdf-text.ts";

/** Points. A page is A4. */
export const MARGIN = 42;
export const WIDTH = 595.28 - 2 * MARGIN;
const BOTTOM = 841.89 - MARGIN - 18;
export const SIZE = 8;
export const LEADING = 11;

type Face = { size?: number; isBold?: boolean };

/** The page that is written on, from the top down. */
export type Page = {
  /** Writes one line where the page has come to; it goes no further by that. */
  write: (text: string, x: number, face?: Face) => void;
  /** A text as lines that are no wider than this. */
  linesIn: (text: string, width: number, face?: Face) => string[];
  down: (points: number) => void;
  /** Draws a line across the page. */
  rule: () => void;
  /** Begins another page if there is no room for so much; says whether it did. */
  reserve: (points: number) => boolean;
  /** Whether a page has room for so much at all. */
  holds: (points: number) => boolean;
  /** @param footer stands at the foot of every page, beside its number */
  close: (footer: string) => Promise<Buffer>;
};

/** @param at when the content was written: the file says nothing of when it was made, so the same content is the same bytes */
export const openPage = (name: string, at: Date): Page => {
  const pdf = new PDFDocument({
    size: "A4",
    margin: 0,
    bufferPages: true,
    font: REGULAR,
    info: { Title: printable(name), Producer: "Baton", Creator: "Baton", CreationDate: at },
  });
  const bytes = buffer(pdf);
  let y = MARGIN;
  const face = ({ size = SIZE, isBold = false }: Face = {}) => pdf.font(isBold ? BOLD : REGULAR).fontSize(size);
  const write: Page["write"] = (text, x, chosen) => {
    face(chosen).text(text, x, y, { lineBreak: false });
  };
  return {
    write,
    linesIn: (text, width, chosen) => {
      face(chosen);
      return wrap(printable(text), width, (line) => pdf.widthOfString(line));
    },
    down: (points) => {
      y += points;
    },
    rule: () => {
      pdf
        .moveTo(MARGIN, y)
        .lineTo(MARGIN + WIDTH, y)
        .lineWidth(0.5)
        .stroke("#888888");
    },
    reserve: (points) => {
      if (y + points <= BOTTOM) return false;
      pdf.addPage();
      y = MARGIN;
      return true;
    },
    holds: (points) => points <= BOTTOM - MARGIN,
    close: (footer) => {
      const { count } = pdf.bufferedPageRange();
      for (let each = 0; each < count; each += 1) {
        pdf.switchToPage(each);
        y = BOTTOM + 8;
        write(`${printable(footer)} · page ${each + 1} of ${count}`, MARGIN, { size: 7 });
      }
      pdf.end();
      return bytes;
    },
  };
};
