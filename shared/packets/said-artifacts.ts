/** A file that an agent says it has made, changed or removed. */
export type SaidArtifact = { type: "file"; path: string; action: "created" | "modified" | "deleted" };

const actions: ReadonlyMap<string, SaidArtifact["action"]> = new Map([
  ["created", "created"],
  ["wrote", "created"],
  ["modified", "modified"],
  ["updated", "modified"],
  ["deleted", "deleted"],
  ["removed", "deleted"],
]);

/** The artifacts that lines name plainly, each once; a later line that begins with "Reverted" takes back what came before. */
export const saidArtifacts = (lines: readonly string[]): SaidArtifact[] => {
  const said = new Map<string, SaidArtifact>();
  for (const line of lines) {
    const [, verb = "", objects = ""] =
      /^(created|wrote|modified|updated|deleted|removed|reverted)\b:? (.*)$/i.exec(line) ?? [];
    const { paths, rest } = pathsAtStart(objects);
    const action = actions.get(verb.toLowerCase());
    if (action && !isPlain(rest)) continue;
    for (const path of paths)
      if (action) said.set(`${action} ${path}`, { type: "file", path, action });
      else for (const each of new Set(actions.values())) said.delete(`${each} ${path}`);
  }
  return [...said.values()];
};

/**
 * One path, or several with commas and "and" between them, and what follows. In quotes a path has a folder or an extension, and
 * what is none is passed over; without them it has an extension, and a folder unless it is a file's usual name.
 */
const pathsAtStart = (text: string): { paths: string[]; rest: string } => {
  const paths: string[] = [];
  let rest = text;
  for (;;) {
    const [whole = "", quoted, bare = ""] = /^(?:[`"']([^`"']+)[`"']|([^\s,;`"']+))/.exec(rest) ?? [];
    const path = (quoted ?? bare).replace(/[.:]+$/, "");
    const isOne = quoted === undefined ? isPlainPath(path) : isPath(path);
    if (!isOne && quoted === undefined) return { paths, rest };
    rest = rest.slice(whole.length);
    if (isOne) paths.push(path);
    const [between] = /^(?: ?, ?(?:and )?| and )/.exec(rest) ?? [];
    if (!between) return { paths, rest };
    rest = rest.slice(between.length);
  }
};

/**
 * What may follow: nothing, or what it was done for, in one clause that denies nothing and tells of no second deed. All else may take the
 * line back, and words for that have no end.
 */
const isPlain = (rest: string): boolean =>
  /^(?: (?:to|with|for) [^,;:()?!–—]+)?[.:]?$/.test(rest) && !ANOTHER_CLAUSE.test(rest);

const ANOTHER_CLAUSE =
  /\. | -+ |\b(?:but|however|though|although|yet|then|later|until|unless|not|no|never|cannot|and (?:\w+ed|undid))\b|n['’]t\b/i;

const isPath = (path: string): boolean =>
  /^[^\s:?@]+$/.test(path) && /\/[^/]|[^./]\.[a-z]\w{0,9}$/i.test(path) && !path.includes("//");
const isPlainPath = (path: string): boolean =>
  isPath(path) &&
  /[^./]\.[a-z]\w{0,9}$/i.test(path) &&
  (path.includes("/") || /^(?:[A-Z]+|[a-z][\w-]+)\.[a-z]{2}/.test(path));
