import { create, type Font } from "fontkit";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const { resolve } = createRequire(import.meta.url);

/** The files of the fonts that are embedded. */
export const REGULAR = resolve("dejavu-fonts-ttf/ttf/DejaVuSans.ttf");
export const BOLD = resolve("dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf");

const glyphs = create(readFileSync(REGULAR)) as Font;

/** What the font cannot print stands as its code point, such as [U+4E2D]: nothing is lost, and nothing looks like another. */
export const printable = (text: string): string =>
  Array.from(text.replaceAll(/\s+/gu, " "), (each) => {
    const code = each.codePointAt(0) ?? 0;
    return glyphs.hasGlyphForCodePoint(code) ? each : `[U+${code.toString(16).toUpperCase().padStart(4, "0")}]`;
  }).join("");

/** Lines no wider than `width`, broken at spaces and after hyphens, and within what is wider than a line. */
export const wrap = (text: string, width: number, widthOf: (text: string) => number): string[] => {
  if (widthOf(text) <= width) return [text];
  const lines: string[] = [];
  let line = "";
  for (const piece of piecesOf(text)) {
    if (widthOf(line + piece) <= width) {
      line += piece;
      continue;
    }
    if (line !== "") lines.push(line);
    line = "";
    for (const letter of piece.trimStart()) {
      if (line !== "" && widthOf(line + letter) > width) {
        lines.push(line);
        line = "";
      }
      line += letter;
    }
  }
  return [...lines, line];
};

/** The parts of a text that stay together, each with the space before it. The sign of a number is no hyphen. */
const piecesOf = (text: string): string[] =>
  text
    .split(" ")
    .flatMap((word, at) =>
      word
        .split(/(?<=[\p{L}\p{N}]-)(?=[\p{L}\p{N}])/u)
        .map((piece, part) => (at > 0 && part === 0 ? ` ${piece}` : piece)),
    );
