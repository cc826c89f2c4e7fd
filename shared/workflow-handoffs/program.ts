import type { Word } from "./command.ts";

/** What a command is for, as Command Selection tells categories apart. */
export type Category = "gate" | "review" | "prompt" | "transition" | "daemon" | "support" | "git";

/** The programs of the contract, by their name; those whose name is an everyday word, by their folder too. */
const programs: Record<string, Category> = {
  "workflow-state": "gate",
  "requirements-state": "gate",
  "requirements-gates": "gate",
  "workflow-summary": "review",
  "prompt-synthesize": "prompt",
  "complete-chunk": "transition",
  "request-action": "daemon",
  "run-once": "support",
  "wait-result": "support",
  "platform-escalation-preflight": "support",
  "list-approved-actions": "support",
  "create-checkpoint": "support",
  "operator-daemon/status": "support",
  "missing-actions/summary": "support",
  "missing-actions/register": "support",
  "operator-questions/ask": "support",
  "approved-action-dispatcher/dispatch": "support",
};

const readOnlyGit = new Set([
  "status",
  "diff",
  "log",
  "show",
  "blame",
  "describe",
  "ls-files",
  "rev-parse",
  "shortlog",
]);
const changingGit = new Set(
  "add am apply branch checkout cherry-pick clean commit fetch merge mv pull push rebase reset restore revert rm stage stash switch tag worktree".split(
    " ",
  ),
);
export const isReadOnlyGit = (verb: string): boolean => readOnlyGit.has(verb);
export const isGitVerb = (verb: string): boolean => readOnlyGit.has(verb) || changingGit.has(verb);

/** The program that a word names, whatever path, case or ending it has: `./ai/commands/workflow-summary.sh` too. */
export const programOf = (word: string): { program: string; category: Category } | undefined => {
  const steps = withoutMarks(word.toLowerCase()).split("/");
  const name = (steps.pop() ?? "").replace(/\.(?:sh|mjs|js)$/, "");
  if (name === "git") return { program: "git", category: "git" };
  const placed = `${steps.at(-1) ?? ""}/${name}`;
  const program = Object.hasOwn(programs, name) ? name : Object.hasOwn(programs, placed) ? placed : undefined;
  const category = programs[program ?? ""];
  return program !== undefined && category ? { program, category } : undefined;
};

/** A word of prose may have emphasis, brackets or stops around it. */
const withoutMarks = (word: string): string => word.replace(/^[*_([{]{1,3}/, "").replace(/[,.;:)\]}*_]{1,3}$/, "");

/** Words in front of a command that run what follows them. */
export const wrappers = new Set(["bash", "sh", "zsh", "dash", "env", "command", "exec", "time", "nohup", "."]);

/** Whether a word can only be there to name a program. */
export const isProgramWord = (word: string): boolean =>
  programOf(word) !== undefined || /^(?:ba|z|da)?sh$|^env$|^\.{0,2}\/|\.sh\b/.test(word);

/** The words of a command from its program on: without assignments, `bash`, `env` and their options. */
export const withoutWrappers = (words: readonly Word[]): readonly Word[] => {
  let at = 0;
  for (;;) {
    const { text = "" } = words[at] ?? {};
    const isOption = at > 0 && /^[-+]/.test(text);
    if (!isOption && !wrappers.has(text.slice(text.lastIndexOf("/") + 1)) && !/^[A-Za-z_]\w*=/.test(text))
      return words.slice(at);
    at += 1;
  }
};

/** Whether the workflow itself keeps the program: a script in `ai/commands` or `ai/tools`, or git. */
export const isOfWorkflow = (word: string): boolean => {
  if (!word.includes("/")) return programOf(word) !== undefined;
  const path = word.startsWith("ai/") ? word : word.slice(word.indexOf("/ai/") + 1);
  return !word.includes("..") && /^ai\/(?:commands|tools)\/[\w./-]+$/.test(path);
};
