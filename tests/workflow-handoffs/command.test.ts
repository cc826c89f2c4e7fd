import { describe, expect, test } from "vitest";
import { commandTextsIn, readCommandLine } from "../../shared/workflow-handoffs/command.ts";
import { commandLinesIn, invocationsIn, invocationsInProse } from "../../shared/workflow-handoffs/invocation.ts";
import { isProgramWord } from "../../shared/workflow-handoffs/program.ts";

const programs = (text: string) => invocationsIn(commandLinesIn(text)).map(({ program }) => program);
const words = (text: string) => readCommandLine(text).commands.map((command) => command.map(({ text: word }) => word));

describe("a command line", () => {
  test.each([
    ["a 'b c' \"d e\" f\\ g", [["a", "b c", "d e", "f g"]]],
    ["a --x=\"1 2\"'3'", [["a", "--x=1 23"]]],
    ["a \"\" ''", [["a", "", ""]]],
    ["a && b || c; d | e & f\ng", [["a"], ["b"], ["c"], ["d"], ["e"], ["f"], ["g"]]],
    ["a --target <path-to-active-chunk>", [["a", "--target", "<path-to-active-chunk>"]]],
    ["a 'it''s' \"q\\\"q\"", [["a", "its", 'q"q']]],
    ["a \\\n b", [["a", "b"]]],
  ])("%j has these words", (text, expected) => {
    expect(words(text)).toEqual(expected);
  });

  test.each([
    ["a; b", [";"]],
    ["a > file", [">"]],
    ["a < /etc/passwd", ["<"]],
    ["a 'b", ["'"]],
    ['a "b', ['"']],
    ["a '; b' \"&& c\" \\; d", []],
  ])("%j has these operators", (text, operators) => {
    expect(readCommandLine(text).operators).toEqual(operators);
  });

  test.each([
    ["a $(b)", ["$("]],
    ['a "$(b)"', ["$("]],
    ["a `b`", ["`", "`"]],
    ["a <(b)", ["<("]],
    ["a ${IFS}b", ["${"]],
    ["a '$(b)' \"\\$(c)\"", []],
  ])("%j substitutes", (text, substitutions) => {
    expect(readCommandLine(text).substitutions).toEqual(substitutions);
  });
});

describe("a command field", () => {
  test("may show its commands as code: then the backticks are markup", () => {
    expect(commandTextsIn("`ai/x.sh a` and `ai/y.sh`", isProgramWord)).toEqual(["ai/x.sh a", "ai/y.sh"]);
  });

  test("has a substitution where backticks stand next to a command", () => {
    expect(commandLinesIn("ai/commands/workflow-summary.sh `whoami`")[0]?.substitutions).not.toEqual([]);
    expect(commandLinesIn("``ai/commands/workflow-summary.sh `whoami` ``")[0]?.substitutions).not.toEqual([]);
  });

  test.each([
    "ai/commands/workflow-summary.sh",
    "ai/commands/workflow-summary.sh --all 014",
    "bash ai/commands/workflow-summary.sh",
    "bash --norc -x ai/commands/workflow-summary.sh",
    "sh 'ai/commands/workflow-summary.sh'",
    "bash -c 'ai/commands/workflow-summary.sh --all'",
    "bash -lc \"bash -c 'ai/commands/workflow-summary.sh'\"",
    '"ai/commands/workflow-summary.sh"',
    "'ai/commands/workflow-summary.sh --all'",
    "./ai/commands/workflow-summary.sh",
    "/repo/ai/commands/workflow-summary.sh",
    "ai/commands/../commands/workflow-summary.sh",
    "ai/commands/work'flow'-summ\\ary.sh",
    "AI/Commands/Workflow-Summary.SH",
    "CI=1 env A=b ai/commands/workflow-summary.sh",
    "cd repo && ai/commands/workflow-summary.sh",
    "`ai/commands/workflow-summary.sh`",
    "Run `ai/commands/workflow-summary.sh`.",
    "$'ai/commands/workflow-summary.sh'",
    "workflow-summary",
    "**ai/commands/workflow-summary.sh**",
    "(ai/commands/workflow-summary.sh)",
  ])("is seen through: %j is the summary", (text) => {
    expect(programs(text)).toEqual(["workflow-summary"]);
  });

  test.each([
    'ai/tools/operator-daemon/request-action.sh --action git_commit --message "git commit of complete-chunk.sh"',
    "ai/tools/operator-daemon/request-action.sh --action complete_chunk --target ai/commands/workflow-summary.sh",
  ])("names no program in what is said to one: %j", (text) => {
    expect(programs(text)).toEqual(["request-action"]);
  });
});

describe("prose", () => {
  test.each([
    ["Run ai/commands/complete-chunk.sh now.", ["complete-chunk"]],
    ["Run `git commit -m x`, then rest.", ["git"]],
    ["Do not run ai/commands/complete-chunk.sh.", []],
    ["Never use raw git commit here.", []],
    ["Don't fall back to `git add`.", []],
    ["Do not wait. Run git add.", ["git"]],
    ["The git history is long.", []],
    ["The chunk's gate, workflow-state --ready-for-qa, passed.", ["workflow-state"]],
  ])("%j speaks of these programs", (text, expected) => {
    expect(invocationsInProse(text).map(({ program }) => program)).toEqual(expected);
  });
});
