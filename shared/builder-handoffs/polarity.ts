/** A word of a text, with the one before it, and whether the text denies it: of `never use tar` both `use` and `tar` are denied. */
export type Said = { phrase: string; denied: boolean };

const DENIES = /^(?:no|not|never|none|nothing|nobody|nowhere|neither|nor)$/;
const TURNS = /^(?:without|avoid|outside)$/;
const FORBIDS = /^(?:forbidden|prohibited|banned|disallowed|blockers?|violations?)$/;
const GRANTS = /^(?:may|might|allow(?:s|ed)?|permit(?:s|ted)?|acceptable|tolerated|fine|ok|okay)$/;
const WAIVES =
  /^(?:optional(?:ly)?|waive[sd]?|waiver|skip(?:s|ped)?|ignored?|disregard(?:ed)?|exempt(?:ed)?|exceptions?|except|unless|suspended|lifted|relaxed|void|inapplicable|recommended|recommendations?|suggestions?|guidelines?|advisory|preferably|ideally|n\/a)$/;
const DEMANDS = /^(?:required|needed|necessary|mandatory|compulsory|applicable|binding|enforced|apply|applies)$/;

/** The words of a text, clause by clause: a denial reaches as far as its clause, and `never … without` asks for it. */
const clausesOf = (text: string): Said[][] =>
  text
    .toLowerCase()
    .replaceAll("’", "'")
    .replaceAll(/n't\b/g, " not")
    .replaceAll(/\bcannot\b/g, "can not")
    .replaceAll(/\b(?:rather than|instead of|in place of|other than|apart from)\b/g, "without")
    .replaceAll(/,\s(or|nor)\b/g, " $1")
    .split(/[.!?;:,](?=\s|$)|[()—–→]|\b(?:but|before|until|because|since|so|and always)\b|\b(?=(?:unless|except)\b)/)
    .map(wordsOf);

const wordsOf = (clause: string): Said[] => {
  const words = clause.match(/n\/a\b|[\p{L}\p{N}_-][\p{L}\p{N}_.'-]*/gu) ?? [];
  const said: Said[] = [];
  let denied = false;
  for (const [at, written] of words.entries()) {
    const word = written.replace(/[.'-]+$/, "");
    if (FORBIDS.test(word) ? !denied : GRANTS.test(word) && denied) for (const each of said) each.denied = true;
    if (DENIES.test(word)) denied = true;
    if (TURNS.test(word)) denied = !denied;
    said.push({ phrase: `${words[at - 1] ?? ""} ${word}`, denied });
  }
  return said;
};

/** The words of a text, and which of them it denies. */
export const saidIn = (text: string): Said[] => clausesOf(text).flat();

/** Whether a text grants an exception, or calls off what it speaks of: `optional`, `may`, `does not apply`; `not optional` does not. */
export const isWaived = (text: string): boolean =>
  clausesOf(text).some((clause) => {
    const words = clause.map(({ phrase }) => phrase.slice(phrase.indexOf(" ") + 1));
    return clause.some(({ denied }, at) => {
      const word = words[at] ?? "";
      if (DEMANDS.test(word)) return denied;
      if (denied || DENIES.test(words[at + 1] ?? "")) return false;
      return WAIVES.test(word) || (GRANTS.test(word) && !words.includes("only"));
    });
  });
