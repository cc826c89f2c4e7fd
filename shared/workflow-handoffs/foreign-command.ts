import { isSecretFile } from "./arguments.ts";
import { readCommandLine } from "./command.ts";
import { codeSpansOf } from "./markdown.ts";
import { workflowProgramOf } from "./program.ts";
import { isRuledOut, isReported, isToldToRun, type ProseWord, proseWords, sentencesIn } from "./prose.ts";
import { seenThrough } from "./seen-through.ts";
import { runsTask, taskRunners, tellsTask } from "./task-runner.ts";

/** Whether what follows a program's name makes it a command: the name alone may be a word of prose. */
type Takes = (args: readonly string[]) => boolean;

/** An option, an address, a path, a file with its ending, or a place for one. */
const ARGUMENT = /^-{1,2}[A-Za-z]|\/|^\.?[\w-]{1,100}\.[A-Za-z]\w{0,9}$|^\.[A-Za-z]|^[<$~]/;
const anyArgument: Takes = ([first = ""]) => ARGUMENT.test(first);

const subcommand =
  (...names: string[]): Takes =>
  ([first = ""]) =>
    names.includes(first) || /^--?[A-Za-z]/.test(first);

/** Credentials, and whatever lies outside the repository. */
const shownToNobody: Takes = (args) => args.slice(0, 3).some((arg) => isSecretFile(arg) || OUTSIDE.test(arg));
const OUTSIDE = /^(?:~|\/(?:etc|home|proc|root|run|Users|var))\//;

const container = subcommand(..."run exec build pull push compose cp rm kill login".split(" "));
const packages = subcommand(..."install i add exec x dlx publish remove uninstall upgrade update".split(" "));
const cluster = subcommand(..."apply create delete drain exec install patch run scale uninstall upgrade".split(" "));
const service = subcommand(..."start stop restart reload enable disable mask".split(" "));
const stack = subcommand(..."apply destroy import up".split(" "));
const goes: Takes = ([verb = "", what = ""]) =>
  /^(?:run|install|get|generate)$/.test(verb) && ARGUMENT.test(what) && !isOfTheWorkflow(what);
const mode: Takes = ([first = ""]) => /^[0-7]{3,4}$|^[ugoa]{0,4}[-+=][rwxXst]{1,6}$|^-/.test(first);

const each = (names: string, takes: Takes): [string, Takes][] => names.split(" ").map((name) => [name, takes]);

/** What fetches, runs, changes or shows anything at all. The workflow has scripts and the daemon for what it needs. */
const programs = new Map<string, Takes>([
  ...each("wget curl ssh scp sftp rsync nc ncat netcat telnet ftp", anyArgument),
  ...each("rm rmdir unlink shred dd mv cp ln chown truncate tee mount umount", anyArgument),
  ...each("sudo doas su eval exec xargs nohup crontab kill pkill killall", anyArgument),
  ...each("python python3 node deno perl ruby php osascript powershell pwsh npx pnpx bunx uvx pipx", anyArgument),
  ...each("ansible-playbook psql mysql sqlite3 mongosh redis-cli openssl gpg", anyArgument),
  ...each("chmod", mode),
  ...each("go", goes),
  ...each("docker podman nerdctl", container),
  ...each("npm pnpm yarn bun pip pip3 gem cargo brew apt apt-get yum dnf apk snap", packages),
  ...each("kubectl oc helm", cluster),
  ...each("systemctl launchctl", service),
  ...each("terraform tofu pulumi", stack),
  ...each("cat less more head tail grep sed awk base64 xxd strings source printenv nano vim vi", shownToNobody),
]);

const SHELL = /^(?:ba|z|da)?sh$/;
const SCRIPT = /^(?:\.{1,2}|~)?\/[\w.-]|\.sh$/;

const nameOf = (word: string): string => word.replace(/^\/(?:usr\/)?(?:local\/)?s?bin\//, "");
const isProgram = (word: string): boolean => programs.has(nameOf(word)) || taskRunners.has(word);
const isOfTheWorkflow = (word: string): boolean => workflowProgramOf(word) !== undefined;

/** Most prose is told apart from every command by this alone. */
const SOME_PROGRAM = new RegExp(
  String.raw`(?<![\w-])(?:${[...programs.keys(), ...taskRunners].join("|")}|(?:ba|z|da)?sh)(?![\w-])|\.sh\b|[./~]\/`,
);

/** What a shell is given to run: a text after `-c`, a script, or what another command writes. */
const runsForeign: Takes = (args) => {
  const at = args.findIndex((arg) => !/^--?[A-Za-z]/.test(arg));
  const script = args[at] ?? "";
  const isText = args.slice(0, Math.max(0, at)).some((option) => /^-\w*c$/.test(option));
  return (isText || /^<\(|\/|\.sh$/.test(script)) && !isOfTheWorkflow(script);
};

const isCommandAt = (words: readonly ProseWord[], at: number): boolean => {
  const { text = "" } = words[at] ?? {};
  const args = words.slice(at + 1, at + 5).map((word) => word.text);
  const name = nameOf(text);
  if (SHELL.test(name)) return runsForeign(args);
  if (tellsTask(words, at)) return true;
  return programs.get(name)?.(args) ?? (SCRIPT.test(text) && !isOfTheWorkflow(text) && isToldToRun(words, at));
};

/** The first word of code is a program where anything follows it; in prose, names and verbs look alike. */
const isCommand = (code: string): boolean =>
  seenThrough(readCommandLine(code)).commands.some(([program, ...words]) => {
    const [name, args] = [nameOf(program?.text ?? ""), words.map(({ text }) => text)];
    if (args.length === 0 || isOfTheWorkflow(name)) return false;
    const takes = programs.get(name);
    return SHELL.test(name) || takes === anyArgument || takes?.(args) === true || runsTask(name, args);
  });

/**
 * Whether prose tells somebody to run what is no command of the workflow. What states facts may report what somebody ran.
 * @param statesFacts whether the text does, as the blockers do
 */
export const tellsForeignCommand = (text: string, statesFacts: boolean): boolean => {
  const isMeant = (words: readonly ProseWord[], at: number): boolean =>
    !isRuledOut(words, at, isProgram) && !(statesFacts && isReported(words.slice(at + 1, at + MOST_WORDS)));
  if (!SOME_PROGRAM.test(text)) return false;
  const hasCode = codeSpansOf(text).some((span) => {
    if (!isCommand(span.text)) return false;
    const before = wordsBefore(text, span.start);
    return isMeant([...before, CODE, ...wordsAfter(text, span.end)], before.length);
  });
  return (
    hasCode ||
    sentencesIn(text).some((sentence) => {
      const words = proseWords(sentence);
      return words.some((_, at) => isCommandAt(words, at) && isMeant(words, at));
    })
  );
};
const MOST_WORDS = 12;
const CODE: ProseWord = { text: "code", endsClause: false, hasColon: false };

/** The words around a place, within its sentence. */
const wordsBefore = (text: string, place: number): ProseWord[] =>
  proseWords(sentencesIn(text.slice(Math.max(0, place - 100), place)).at(-1) ?? "");
const wordsAfter = (text: string, place: number): ProseWord[] =>
  proseWords(sentencesIn(text.slice(place, place + 100))[0] ?? "");
