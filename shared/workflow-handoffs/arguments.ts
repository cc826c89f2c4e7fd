import type { Invocation } from "./invocation.ts";

/** Where credentials are kept by custom; nobody reviews, stages or shows those. */
const SECRET_FILE =
  /(?:^|[/:])(?:\.env(?!\.(?:example|sample|template)$)(?:\.[\w.-]+)?|\.npmrc|\.netrc|id_(?:rsa|dsa|ecdsa|ed25519))$|\.(?:pem|key|p12|pfx)$/i;
export const isSecretFile = (path: string): boolean => SECRET_FILE.test(path);

/** `<reviewed files>` is for the reader to fill in. */
const isPlaceholder = (word: string): boolean => /^<[A-Za-z][\w ./-]{0,80}>$/.test(word);

/** A path within the repository, without a step up, a pattern, or a line break; it may have a blank. */
export const isPath = (text: string): boolean =>
  isPlaceholder(text) ||
  (/^(?![-/~\s])[^\n\\*?{}[\]$`<>|;&]{1,500}$/.test(text) &&
    !text.split("/").includes("..") &&
    !/^\w+:/.test(text) &&
    !isSecretFile(text));

/** Everything at once, or a folder, is nothing that anybody reviewed. */
const FOLDERS = new Set(". src test tests docs lib app apps packages ai node_modules .git .github".split(" "));

const isReviewedFile = (file: string): boolean =>
  isPath(file) && !file.startsWith(":") && !file.endsWith("/") && !FOLDERS.has(file.split("/").at(-1) ?? "");

/** Whether `--files` names files one by one. */
export const namesFiles = (files = ""): boolean =>
  isPlaceholder(files) || (!files.includes("\n") && files.split(/\s+/).every(isReviewedFile));

const isPlain = (word: string): boolean =>
  isPlaceholder(word) ||
  (/^[\w.@:=+,/-]{1,200}$/.test(word) && !word.startsWith("/") && !/(?:^|[/=])\.\.(?:\/|$)/.test(word));

const isOneLine = (value: string): boolean => value.trim() !== "" && !/[\r\n]/.test(value);

type Options = Readonly<Record<string, (value: string) => boolean>>;

/** Only these options, each once and with a value that fits. */
const onlyOptions = (args: readonly string[], options: Options, flags: readonly string[] = []): boolean => {
  const seen = new Set<string>();
  for (let at = 0; at < args.length; at += 1) {
    const [name = "", ...given] = (args[at] ?? "").split("=");
    if (seen.has(name)) return false;
    seen.add(name);
    if (given.length === 0 && flags.includes(name)) continue;
    const fits = Object.hasOwn(options, name) ? options[name] : undefined;
    const value = given.length > 0 ? given.join("=") : args[(at += 1)];
    if (value === undefined || !fits?.(value)) return false;
  }
  return true;
};

/** What each registered action of the daemon takes. The rules of its state say more about the values. */
const actions: Readonly<Record<string, Options>> = {
  complete_chunk: { "--target": isPath },
  git_add_approved: { "--files": namesFiles },
  git_commit: { "--message": isOneLine },
};

const requestFits = (args: readonly string[]): boolean => {
  const at = args.findIndex((arg) => arg.split("=", 1)[0] === "--action");
  const action = args[at]?.split("=")[1] ?? args[at + 1] ?? "";
  const options = Object.hasOwn(actions, action) ? actions[action] : undefined;
  if (!options || !onlyOptions(args, { ...options, "--action": () => true })) return false;
  return Object.keys(options).every((name) => args.some((arg) => arg.split("=", 1)[0] === name));
};

type Fits = (args: readonly string[]) => boolean;

/** What the scripts take, where that is more than plain words. */
const takes: Readonly<Record<string, Fits>> = {
  "prompt-synthesize": (args) => args.length === 0 || /^(?:review )?[a-z][a-z-]{0,40}$/.test(args.join(" ")),
  "complete-chunk": (args) => args.every(isPath),
  "request-action": requestFits,
  "wait-result": (args) => args.length === 1 && args.every(isPlain),
  "platform-escalation-preflight": (args) => onlyOptions(args, { "--target": isPlain, "--platform-action": isOneLine }),
  "approved-action-dispatcher/dispatch": (args) =>
    onlyOptions(args, { "--question-id": isPlain }, ["--dry-run", "--once"]),
  "operator-questions/ask": (args) => args.every((arg) => !arg.includes("\n")),
  "missing-actions/register": (args) => args.every((arg) => !arg.includes("\n")),
};

/** Whether a script is given what it takes; of git the rules of its fields judge. */
export const argumentsFit = ({ program, category, args }: Invocation): boolean => {
  if (category === "git") return true;
  const fits = Object.hasOwn(takes, program) ? takes[program] : undefined;
  return fits ? fits(args) : args.every(isPlain);
};

const COMMON_LOG =
  "--oneline|--graph|--decorate|--all|--follow|--merges|--no-merges|--reverse|--first-parent|--abbrev-commit|-n\\d{0,4}|-\\d{1,4}|--max-count=\\d{1,4}|" +
  "--(?:pretty|format)=(?:oneline|short|medium|full|fuller|reference)|--(?:since|until|after|before|author)=[\\w .:@+-]{1,60}";
const COMMON_DIFF =
  "--stat|--shortstat|--numstat|--summary|--dirstat|--name-only|--name-status|--cached|--staged|--check|--patch|--no-patch|--color|--no-color|--word-diff|" +
  "--minimal|--merge-base|--no-ext-diff|-[bpswM]|-U\\d{1,3}|--unified=\\d{1,3}";

/** The options of git's verbs that only show: none writes a file, starts a program, or leaves the repository. */
const showing: Readonly<Record<string, RegExp>> = {
  status:
    /^(?:-s|-b|-sb|--short|--branch|--long|--ignored|--show-stash|--porcelain(?:=v[12])?|-u(?:all|no|normal)?|--untracked-files(?:=(?:all|no|normal))?)$/,
  diff: new RegExp(`^(?:${COMMON_DIFF})$`),
  log: new RegExp(`^(?:${COMMON_LOG}|${COMMON_DIFF})$`),
  show: new RegExp(`^(?:${COMMON_LOG}|${COMMON_DIFF})$`),
  blame: /^(?:-w|-L\d{1,6},\d{1,6})$/,
  describe: /^--(?:tags|always|dirty|long)$/,
  "ls-files": /^(?:-[mosdc]|--(?:modified|others|stage|deleted|cached|exclude-standard))$/,
  "rev-parse": /^--(?:short|abbrev-ref|verify|show-toplevel)$/,
  shortlog: /^-[sne]{1,3}$/,
};

/** Whether git is only told to show something of the repository, and nothing secret. */
export const onlyShows = ({ args: [verb = "", ...args] }: Invocation): boolean => {
  const options = Object.hasOwn(showing, verb) ? showing[verb] : undefined;
  return (
    options !== undefined &&
    args.every((arg) => arg === "--" || (arg.startsWith("-") ? options.test(arg) : isShown(arg)))
  );
};

/** A revision, or a path of the repository. */
const isShown = (word: string): boolean =>
  isPlaceholder(word) ||
  (/^[\w.@^~:+,/-]{1,300}$/.test(word) &&
    !word.startsWith("/") &&
    !word.split(/[/:]/).includes("..") &&
    !isSecretFile(word));
