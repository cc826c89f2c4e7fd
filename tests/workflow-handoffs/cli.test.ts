import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test, vi } from "vitest";
import { handoff } from "../../cli/handoff.ts";
import { markdownOf, readyForQa, readyToComplete } from "./given.ts";

const folder = mkdtempSync(join(tmpdir(), "baton-handoff-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Runs the command with a file in place of `FILE`. */
const baton = async (words: string[], text: string | Uint8Array = "") => {
  const file = join(folder, "handoff.md");
  writeFileSync(file, text);
  const said: string[] = [];
  const told: string[] = [];
  const log = vi.spyOn(console, "log").mockImplementation((line: string) => void said.push(`${line}\n`));
  const error = vi.spyOn(process.stderr, "write").mockImplementation((line) => told.push(String(line)) > 0);
  const status = await handoff(words.map((word) => (word === "FILE" ? file : word)));
  log.mockRestore();
  error.mockRestore();
  return { status, stdout: said.join(""), stderr: told.join("") };
};
const wrong = { ...readyForQa, transition_command: "ai/commands/workflow-summary.sh" };

describe("baton handoff check", () => {
  test("passes a block that breaks no rule", async () => {
    expect(await baton(["check", "FILE"], markdownOf(readyForQa))).toEqual({
      status: 0,
      stdout: "pass  ready_for_qa\n",
      stderr: "",
    });
  });

  test("fails one that does, saying where, why and how to mend it", async () => {
    const { status, stdout } = await baton(["check", "FILE"], markdownOf(wrong));
    expect(status).toBe(1);
    expect(stdout).toContain("blocker  transition_command: summary-is-no-transition");
    expect(stdout).toContain("Give the summary as Human Review Command.");
  });

  test("checks each block of a text, in the context that is given, as JSON too", async () => {
    const text = `${markdownOf(readyForQa)}\n${markdownOf(readyToComplete)}`;
    const { status, stdout } = await baton(
      ["check", "FILE", "--json", "--context", '{"helper_state":"ready_for_qa"}'],
      text,
    );
    expect(status).toBe(1);
    expect(JSON.parse(stdout).blocks.map(({ verdict }: { verdict: string }) => verdict)).toEqual(["pass", "fail"]);
  });
});

describe("baton handoff render", () => {
  test("writes the block canonically, from Markdown or JSON", async () => {
    const text = markdownOf(readyForQa, (label, value) => `* **${label}:** ${value}`);
    expect((await baton(["render", "FILE"], text)).stdout).toBe(markdownOf(readyForQa));
    expect((await baton(["render", "FILE"], JSON.stringify(readyForQa))).stdout).toBe(markdownOf(readyForQa));
  });
});

describe("baton handoff suggest", () => {
  test("writes a block that check passes", async () => {
    const { stdout } = await baton(["suggest", "FILE"], '{"state":"qa_blocked_fixable"}');
    expect((await baton(["check", "FILE"], stdout)).status).toBe(0);
  });
});

test("baton reads standard input too, in a pipe without a word for it", () => {
  const words = ["cli/baton.ts", "handoff", "check"];
  const { status, stdout } = spawnSync(process.execPath, words, { input: markdownOf(wrong), encoding: "utf8" });
  expect([status, stdout.split("\n", 1)]).toEqual([1, ["fail  ready_for_qa"]]);
});

describe("misuse of baton handoff", () => {
  test.each([
    ["no words", [], ""],
    ["another word", ["approve", "FILE"], ""],
    ["a word too many", ["check", "FILE", "more"], ""],
    ["an option that it does not know", ["check", "FILE", "--force"], ""],
    ["a file that is not there", ["check", "no-such-file.md"], ""],
    ["a text without a block", ["check", "FILE"], "Nothing."],
    ["JSON that is none", ["check", "FILE"], "{"],
    ["bytes that are no UTF-8", ["check", "FILE"], Buffer.from("## Handoff\n- Result: pass\xe9\n", "latin1")],
    ["a field that no block has", ["check", "FILE"], '{"fields":{"next_owner":"QA"}}'],
    ["a state that nobody knows", ["suggest", "FILE"], '{"state":"no_such_state"}'],
    ["a context that is no JSON", ["check", "FILE", "--context", "{"], markdownOf(readyForQa)],
    ["a folder", ["check", "."], ""],
  ] as [string, string[], string | Uint8Array][])("%s ends with 2 and says so", async (_, words, input) => {
    const { status, stdout, stderr } = await baton(words, input);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).not.toBe("");
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  test.each([
    ["no-such-file.md", "Cannot read no-such-file.md: no such file or directory. Name a file that holds a handoff."],
    [".", "Cannot read .: it is a folder. Name a file that holds a handoff."],
  ])("names what cannot be read in a sentence: %s", async (file, said) => {
    expect(await baton(["check", file])).toEqual({ status: 2, stdout: "", stderr: `baton handoff: ${said}\n` });
  });
});
