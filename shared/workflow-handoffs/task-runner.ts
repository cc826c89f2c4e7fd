import { workflowProgramOf } from "./program.ts";
import { type ProseWord, wordSet } from "./prose.ts";

/** What runs a task by its name. Some of these names are words of prose, as their tasks are. */
export const taskRunners = wordSet(
  "make rake gradle mvn npm pnpm yarn bun cargo aws gcloud az gh glab flyctl vagrant cdk sls serverless ansible vercel netlify heroku wrangler",
);

/** Tasks that look at what the repository has, or build it. */
const checks = wordSet(
  "test tests check checks lint format fmt typecheck types build compile start dev serve docs doc help verify validate coverage bench audit ci diff plan list ls show view status version describe",
);
/** Tasks that change what others use: these are commands where nobody is told to run them in so many words. */
const changes = wordSet(
  "deploy undeploy release publish install uninstall push provision bootstrap migrate rollback destroy teardown reset seed clean upgrade promote",
);
const partsOf = (task: string): string[] => task.split(/[-_:.]/);

/** Words that no task is called by. */
const PLAIN = wordSet(
  "a an the this that these it its to and then or in on at with without before after first once again now for from by until if when as so while via is are was has all any each every only target targets",
);
/** After a task, the command is over with them. */
const OVER = wordSet("then first now again once before after until on in to from for when if");

/** An option or a setting, such as `-C` and `ENV=prod`; `run` is none of a task. */
const isBesides = (word: string): boolean => /^-|^\w{1,40}=|^run$/.test(word);

/** The task that is run, and whether it is a name of its own. */
const taskIn = (args: readonly string[]): { task: string; at: number } => {
  const at = args.findIndex((arg) => !isBesides(arg));
  const task = args[at] ?? "";
  return { task: /^[a-z][\w:.-]{0,80}$/.test(task) && !PLAIN.has(task) ? task : "", at };
};

/** Whether code runs a task that does more than check the repository. */
export const runsTask = (program: string, args: readonly string[]): boolean => {
  const { task } = taskIn(args);
  return taskRunners.has(program) && task !== "" && !checks.has(partsOf(task)[0] ?? "");
};

const TELLING = wordSet("run runs rerun re-run running execute executes executing invoke type enter $");
const BETWEEN = wordSet("the a for command commands target task");

/** What asks about a command tells nobody to run it: `how to run make deploy`, `who runs make deploy`. */
const ASKING = wordSet("how who whoever whether why");
const isAskedAbout = (before: readonly ProseWord[]): boolean => {
  const ended = before.findLastIndex(({ endsClause }) => endsClause);
  return before.slice(ended + 1).some(({ text }) => ASKING.has(text.toLowerCase()));
};

/** Whether words tell somebody to run such a task: `run make deploy`, and not `who can make deploy decisions`. */
export const tellsTask = (words: readonly ProseWord[], at: number): boolean => {
  const following = words.slice(at + 1, at + 5);
  const args = following.map(({ text }) => text);
  if (!runsTask(words[at]?.text ?? "", args)) return false;
  const { task, at: place } = taskIn(args);
  const leading = words.slice(Math.max(0, at - 4), at);
  if (isAskedAbout(leading)) return false;
  const before = leading.findLast(({ text }) => !BETWEEN.has(text.toLowerCase()));
  if (TELLING.has(before?.text.toLowerCase() ?? "")) return true;
  // Behind a program of the workflow it is what that is about: `missing-actions/summary.sh for npm run seed`.
  if (workflowProgramOf(before?.text ?? "")) return false;
  const next = args[place + 1];
  const isOver = next === undefined || following[place]?.endsClause === true || OVER.has(next) || isBesides(next);
  return isOver && partsOf(task).some((part) => changes.has(part));
};
