/**
 * The first code points of a text, and how many the whole has. It ends with what a reader sees as a whole character: a flag or a
 * family is several code points. One that is very long is torn between two of them, lest a text of nothing but accents is read for ever.
 */
export const cut = (text: string, most: number): { text: string; length: number } => {
  const points = Array.from(text);
  if (points.length <= most) return { text, length: points.length };
  const end = points.slice(0, most).join("").length;
  const start = new Intl.Segmenter("en").segment(text.slice(0, end + LONGEST)).containing(end)?.index ?? end;
  return { text: text.slice(0, end - start > LONGEST ? end : start), length: points.length };
};

/** In UTF-16 units, of the characters that are not torn. */
const LONGEST = 64;
