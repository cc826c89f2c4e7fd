/** A call of a test runner: what it is told to run, and how. */
type Run = { runner: string; words: string[] };

const PYTEST = /^(?:pytest|py\.test)$/;
const RUNNERS = /^(?:pytest|py\.test|unittest|tox|nox|vitest|jest|mocha|ava|phpunit|rspec|ctest|gotestsum)$/;

/** Runners that are asked by a word of their own: `npm test`, `go test ./...`, `node --test`. */
const ASKED = /^(?:npm|pnpm|yarn|bun|deno|node|go|cargo|make|mvn|gradle|gradlew|dotnet|swift|mix|rake)$/;

/**
 * Why a command is no full regression ("Always run the exact mandatory full staged command"): no test runner, a part of the tests,
 * or more ignored than packages by name. Undefined for one that is.
 */
export const commandFault = (command: string): { runsTests: boolean; why: string } | undefined => {
  const [, before = "", , inner] = SHELL.exec(command) ?? [];
  if (inner !== undefined) return commandFault(before + inner.replaceAll("\\", ""));
  const calls = command
    .replaceAll(VALUES, "=set")
    .split(/&&|\|\||[;|\n]/)
    .map(wordsOf);
  const run = calls.map(runIn).find((each) => each !== undefined);
  if (!run) return { runsTests: false, why: "It calls no test runner" };
  if (run.words.some((word) => NOTHING_RUNS.test(word))) return { runsTests: false, why: "It runs no test" };
  const hidden = HIDES.exec(command.replaceAll(VALUES, "=set"));
  if (hidden) return { runsTests: true, why: `${hidden[0].trim()} hides what it runs, or how it ends` };
  const inside = calls.flatMap(([first, to]) => (first === "cd" ? [to ?? ""] : [])).find(isPart);
  const why = inside === undefined ? (leftOut(run) ?? selected(run)) : `It runs in ${inside} alone`;
  return why === undefined ? undefined : { runsTests: true, why };
};

/** `bash -lc "…"` */
const SHELL = /^\s*((?:\w+=\S+\s+){0,9})(?:\/[\w/]+\/)?(?:ba|z|da)?sh\s+(?:-\w+\s+){0,5}?-\w*c\s+(["'])(.*)\2\s*$/s;

/** What a variable or an option is set to is no part of the tests that run: `ROOT="$(mktemp -d)"`. */
const VALUES = /=(["']?)\$\([^()]{0,200}\)\1/g;

/** An end that always succeeds, words that nobody reads, options that are no part of the call. */
const HIDES = /\|\|\s*(?:true|:|exit 0)(?=\s|$)|\$\(|(?<![\w-])(?:PYTEST_(?:ADDOPTS|PLUGINS)|GOFLAGS|TOXENV)=/;

/** The words of a call, without quotes and without the variables set before it. */
const wordsOf = (call: string): string[] => {
  const words = (call.match(/"[^"]*"|'[^']*'|[^\s"']+(?:"[^"]*"|'[^']*'|[^\s"']+)*/g) ?? []).map((word) =>
    word.replaceAll(/["']/g, ""),
  );
  const start = words.findIndex((word) => !/^\w+=/.test(word) && !/^(?:\$|env|time|sudo)$/.test(word));
  return start < 0 ? [] : words.slice(start);
};

const runIn = (words: readonly string[]): Run | undefined => {
  const name = (word: string) => word.slice(word.lastIndexOf("/") + 1);
  const [first = ""] = words;
  if (ASKED.test(name(first)) && words.slice(1).some((word) => /^(?:--test|.*\btest\b.*|check|verify)$/.test(word)))
    return { runner: name(first), words: words.slice(1) };
  const isStarter =
    /^(?:python[\d.]*|uv|poetry|pipenv|hatch|npx|bunx|coverage|xvfb-run|run|exec|dlx|timeout|\d+m?s?|--?[\w-]+)$/;
  const at = words.findIndex((word) => !isStarter.test(name(word)));
  const runner = name(words[at] ?? "");
  return RUNNERS.test(runner) ? { runner, words: words.slice(at + 1) } : undefined;
};

const NOTHING_RUNS = /^--(?:collect-only|co|help|version|fixtures|markers|setup-plan|listTests|list)$/;
const SELECTS =
  /^(?:-k|-m|--deselect|--lf|--last-failed|--sw|--stepwise|--testNamePattern|--grep|--changed|--onlyChanged)(?==|$)/;
const IGNORES = /^--(?:ignore|ignore-glob|exclude|testPathIgnorePatterns)(?==|$)/;
const TAKES_VALUE =
  /^(?:-[cnopWr]|--(?:rootdir|confcutdir|tb|durations|junitxml|basetemp|import-mode|log-file|cov|cov-report|timeout|dist))$/;

/** What is selected by name, or what is ignored besides single packages. */
const leftOut = ({ words }: Run): string | undefined => {
  const selecting = words.find((word) => SELECTS.test(word));
  if (selecting !== undefined) return `${selecting} leaves tests out`;
  const ignored = words.flatMap((word, at) =>
    IGNORES.test(word) ? [word.includes("=") ? word.slice(word.indexOf("=") + 1) : (words[at + 1] ?? "")] : [],
  );
  const tooMuch = ignored.find((each) => !NAMES_PACKAGE.test(each) && !/^<.*>?$/.test(each));
  return tooMuch === undefined ? undefined : `It ignores ${tooMuch || "everything"}, which is no single package`;
};

const NAMES_PACKAGE = /\bPKG-[A-Z0-9]/i;

const selected = ({ runner, words }: Run): string | undefined => {
  const paths = words.filter((word, at) => {
    const before = words[at - 1] ?? "";
    return !word.startsWith("-") && !TAKES_VALUE.test(before) && !(IGNORES.test(before) && !before.includes("="));
  });
  const part = paths.find((path) => isPart(path) || (PYTEST.test(runner) && /::|\.py$/.test(path)));
  return part === undefined ? undefined : `It runs ${part} alone`;
};

/** A package, a file of tests, or what else lies below the staging folder. */
const isPart = (path: string): boolean =>
  NAMES_PACKAGE.test(path) || /(?:^|\/)test_\w+/.test(path) || /_staging\/+[\w.]/.test(path);
