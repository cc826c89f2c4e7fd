/** The first code points of a text, never half of a surrogate pair, and how many the whole has. */
export const cut = (text: string, most: number): { text: string; length: number } => {
  const points = Array.from(text);
  return { text: points.length <= most ? text : points.slice(0, most).join(""), length: points.length };
};
