/** What a command is for, as Command Selection tells categories apart; `other` is a script that the contract does not name. */
export type Category = "gate" | "review" | "prompt" | "transition" | "daemon" | "support" | "git" | "other";
export type Program = { program: string; category: Category };

/** The scripts of the contract under `ai`, by their name; those whose name is an everyday word, by their folder too. */
const scripts: Readonly<Record<string, readonly [folder: string, category: Category]>> = {
  "workflow-state": ["commands", "gate"],
  "requirements-state": ["commands", "gate"],
  "requirements-gates": ["commands", "gate"],
  "workflow-summary": ["commands", "review"],
  "prompt-synthesize": ["commands", "prompt"],
  "complete-chunk": ["commands", "transition"],
  "platform-escalation-preflight": ["commands", "support"],
  "request-action": ["tools/operator-daemon", "daemon"],
  "run-once": ["tools/operator-daemon", "support"],
  "wait-result": ["tools/operator-daemon", "support"],
  "operator-daemon/status": ["tools", "support"],
  "missing-actions/summary": ["tools", "support"],
  "missing-actions/register": ["tools", "support"],
  "operator-questions/ask": ["tools", "support"],
  "list-approved-actions": ["tools/operator-questions", "support"],
  "approved-action-dispatcher/dispatch": ["tools", "support"],
  // The contract names it to forbid it, and says no place.
  "create-checkpoint": ["", "support"],
};

const readOnlyGit = new Set("status diff log show blame describe ls-files rev-parse shortlog".split(" "));
const changingGit = new Set(
  "add am apply branch checkout cherry-pick clean commit fetch merge mv pull push rebase reset restore revert rm stage stash switch tag worktree".split(
    " ",
  ),
);
export const isReadOnlyGit = (verb: string): boolean => readOnlyGit.has(verb);
export const isGitVerb = (verb: string): boolean => readOnlyGit.has(verb) || changingGit.has(verb);

/** Most words of prose are told apart from every name by this alone. */
const NAMELIKE = /[-/]|git/i;

/** The program that a word names, whatever path, case or ending it has: `./ai/commands/workflow-summary.sh` too. */
export const programOf = (word: string): Program | undefined => {
  if (!NAMELIKE.test(word)) return undefined;
  const steps = withoutMarks(word.toLowerCase()).split("/");
  const name = (steps.pop() ?? "").replace(/\.(?:sh|mjs|js)$/, "");
  if (name === "git") return { program: "git", category: "git" };
  const placed = `${steps.at(-1) ?? ""}/${name}`;
  const program = Object.hasOwn(scripts, name) ? name : placed;
  const script = Object.hasOwn(scripts, program) ? scripts[program] : undefined;
  return script && { program, category: script[1] };
};

/** A word of prose may have emphasis, brackets or stops around it. */
const withoutMarks = (word: string): string => word.replace(/^[*_([{]{1,3}/, "").replace(/[,.;:)\]}*_]{1,3}$/, "");

/** Whether a word can only be there to name a program. */
export const isProgramWord = (word: string): boolean =>
  programOf(word) !== undefined || /^(?:ba|z|da)?sh$|^env$|^\.{0,2}\/|\.sh\b/.test(word);

const OF_THE_WORKFLOW = /^ai\/(?:commands|tools)(?:\/\w[\w.-]*)+$/;

/**
 * The program that a command runs, if the workflow keeps it: git, a script of the contract at its very place or by its mere
 * name, or another script in `ai/commands` or `ai/tools`. Undefined for everything else, such as `/tmp/ai/commands/…`.
 */
export const workflowProgramOf = (word: string): Program | undefined => {
  const known = programOf(word);
  const path = word.replace(/^\.\//, "");
  if (!path.includes("/")) return known && (path === "git" || /^[a-z-]+(?:\.sh)?$/.test(path)) ? known : undefined;
  if (!OF_THE_WORKFLOW.test(path) || known?.category === "git") return undefined;
  if (!known) return { program: path, category: "other" };
  const folder = scripts[known.program]?.[0] ?? "";
  return folder === "" || path === `ai/${folder}/${known.program}.sh` ? known : undefined;
};
