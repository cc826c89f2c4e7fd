/** The first code points of a text, never half of a surrogate pair, and how many the whole has. */
export const cut = (text: string, most: number): { text: string; length: number } => {
  const points = Array.from(text);
  return { text: points.length <= most ? text : points.slice(0, most).join(""), length: points.length };
};

/**
 * The same, ending with what a reader sees as a whole character: a flag or a family is several code points. What follows is no
 * more than its first few, lest a text of nothing but accents is read for ever.
 */
export const cutBetweenCharacters = (text: string, most: number): { text: string; length: number } => {
  const { text: whole, length } = cut(text, most);
  if (length <= most) return { text, length };
  const around = text.slice(0, whole.length + LONGEST);
  const start = new Intl.Segmenter("en").segment(around).containing(whole.length)?.index ?? 0;
  return { text: whole.length - start > LONGEST ? whole : text.slice(0, start), length };
};

/** In UTF-16 units, of the characters that are not torn. */
const LONGEST = 64;
