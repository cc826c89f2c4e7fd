/** Verbs by which prose tells what git would change, with the verb of git. */
const verbs = new Map(
  Object.entries({
    commit: "commit",
    stage: "add",
    add: "add",
    push: "push",
    merge: "merge",
    rebase: "rebase",
    tag: "tag",
  }),
);
const BY_MEANS = new Set("with via using by through".split(" "));
const KINDS = new Set("raw plain normal bare the local".split(" "));
const FOR = new Set("to for and".split(" "));
const DETERMINERS = new Set("a an the this that which each every last".split(" "));
const REACH = 8;

type Words = readonly { text: string; endsClause?: boolean }[];
const wordAt = (words: Words, at: number): string => (words[at]?.text ?? "").toLowerCase();

/**
 * What prose has done by git where no verb of it follows: `commit the files with git`, `use git to commit`.
 * @param isMeant whether the word at a place is not one that is told to leave alone
 */
export const gitVerbNear = (words: Words, git: number, isMeant: (at: number) => boolean): string | undefined => {
  let means = git - 1;
  while (KINDS.has(wordAt(words, means))) means -= 1;
  if (BY_MEANS.has(wordAt(words, means))) return verbBefore(words, means, isMeant);
  const isUsed = /^us(?:e|es|ing)$/.test(wordAt(words, means));
  if (!isUsed || !FOR.has(wordAt(words, git + 1))) return undefined;
  return [2, 3].map((ahead) => verbs.get(wordAt(words, git + ahead))).find(Boolean);
};

const verbBefore = (words: Words, end: number, isMeant: (at: number) => boolean): string | undefined => {
  // `Conflicts were found with git` says what happened.
  if (/^(?:is|are|was|were|been)$/.test(wordAt(words, end - 2))) return undefined;
  for (let at = end - 1; at >= Math.max(0, end - REACH) && words[at]?.endsClause !== true; at -= 1) {
    const verb = verbs.get(wordAt(words, at));
    if (verb === undefined || DETERMINERS.has(wordAt(words, at - 1)) || !isMeant(at)) continue;
    return isOfDaemon(words, at) ? undefined : verb;
  }
  return undefined;
};

/** `Have the daemon commit them with git` is what the document prefers. */
const isOfDaemon = (words: Words, verb: number): boolean =>
  [1, 2].some((before) => wordAt(words, verb - before) === "daemon");
