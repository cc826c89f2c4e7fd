import * as z from "zod/mini";
import { text } from "../kernel/field.ts";

/** Marks that turn the direction of text, and controls: what is shown is then not what is there. */
const MISLEADING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|[^\P{Cc}\n\t]/u;

/** What has no width, and blanks that are none: in a command they mislead too. */
const WIDTHLESS = /[\u00ad\u180e\u200b-\u200d\u2060-\u2064\ufeff]/;
const BLANKS = /[\u00a0\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;
const IN_COMMANDS = new RegExp(`${WIDTHLESS.source}|${BLANKS.source}`);

const UNSEEN = new RegExp(`${MISLEADING.source}|${WIDTHLESS.source}`, "gu");
const EACH_BLANK = new RegExp(BLANKS.source, "g");

/** The first such character of a text, as `U+202E`; undefined if it has none. */
export const hiddenCharacterIn = (text: string, isCommand: boolean): string | undefined => {
  const character = (MISLEADING.exec(text) ?? (isCommand ? IN_COMMANDS.exec(text) : null))?.[0];
  const code = character?.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0");
  return code && `U+${code}`;
};

/** Most text has nothing but these, of which every one is seen. */
const PLAIN = /^[\x20-\x7e\n\t]*$/;

/** The text as somebody sees it, to whom every blank is one. */
export const asSeen = (text: string): string =>
  PLAIN.test(text) ? text : text.replaceAll(UNSEEN, "").replaceAll(EACH_BLANK, " ");

/** What no script needs within a word; joiners do, in Persian and in emoji. */
const NEEDLESS = /[\u180e\u200b\u2060-\u2064\ufeff]/;

/** Text that says to whoever reads it what is there: `text`, with something to see and nothing hidden. */
export const plainText = (max: number) =>
  text(max).check(
    z.refine((value) => /[\p{L}\p{N}\p{S}]/u.test(value), { error: "Write something that can be read", abort: true }),
    z.refine(
      (value) => !NEEDLESS.test(value) && hiddenCharacterIn(value.replaceAll("\r\n", "\n"), false) === undefined,
      "Type the text anew without control, direction and zero-width characters",
    ),
  );
