import { describe, expect, test } from "vitest";
import { judgeResults } from "../../shared/builder-handoffs/results.ts";
import { CREATED, MODIFIED, rulesOf, withSection } from "./results-under-test.ts";

const hex = "0123456789abcdef".repeat(4);
const created = (hash: string) => withSection(CREATED, `- HOT/kernel/a.py (${hash})`);

describe("the hashes of a results file", () => {
  test.each([
    ["results.hash.missing", "new"],
    ["results.hash.bare", hex],
    ["results.hash.length", `sha256:${hex.slice(1)}`],
    ["results.hash.length", `sha256:${hex}0`],
    ["results.hash.length", `SHA256: ${hex.slice(1)}`],
    ["results.hash.case", `sha256:${hex.toUpperCase()}`],
    ["results.hash.truncated", "sha256:6cd18f07..."],
    ["results.hash.truncated", "SHA256: 6cd18f07…"],
    ["results.hash.lookalike", `sha256:${hex.replace("0", "O")}`],
    ["results.hash.lookalike", `sha256:${hex.replace("a", "а")}`],
    ["results.hash.digit", `sha256:${hex.replace("a", "g")}`],
    ["results.hash.truncated", "6cd18f07..."],
    ["results.hash.length", hex.slice(1)],
    ["results.hash.length", `sha256:${hex.slice(32)}`],
    ["results.hash.algorithm", `MD5: ${hex.slice(32)}`],
    ["results.hash.algorithm", `md5:${hex.slice(32)}`],
    ["results.hash.algorithm", hex.slice(32)],
    ["results.hash.algorithm", `SHA1: ${hex.slice(24)}`],
    ["results.hash.algorithm", `SHA-512: ${hex}${hex}`],
    ["results.hash.algorithm", `sha512:${hex}${hex}`],
    ["results.hash.algorithm", `${hex}${hex}`],
    ["results.hash.digit", `sha256:\u200b${hex}`],
    ["results.hash.digit", `SHA256: ${hex.slice(5)}\u200b${hex.slice(0, 5)}`],
    ["results.hash.digit", `SHA256: ${hex}\u2060`],
    ["results.hash.conflict", `SHA256: ${hex}) (SHA256: ${hex.replace("0", "1")}`],
    ["results.hash.placeholder", "SHA256: TBD"],
    ["results.hash.placeholder", "SHA256: N/A"],
    ["results.hash.placeholder", "SHA256: xxx"],
    ["results.hash.placeholder", "sha256:TBD"],
    ["results.hash.algorithm", `SHA256: md5:${hex.slice(32)}`],
    ["results.hash.algorithm", `SHA256: sha512:${hex}${hex}`],
    ["results.hash.algorithm", `SHA256: sha512-${hex}${hex}`],
    ["results.hash.bare", `SHA256: sha256-${hex}`],
    ["results.hash.bare", `SHA256: sha256=${hex}`],
    ["results.hash.bare", `sha256=${hex}`],
    ["results.hash.bare", `sha256-${hex}`],
    ["results.hash.lookalike", `SHA256: ${hex.slice(1).toUpperCase()}O1`],
  ])("%s is the one finding for the hash %s", (rule, hash) => {
    expect(rulesOf(created(hash))).toEqual([rule]);
  });

  test.each([`sha256:${hex}`, `SHA256: ${hex}`, `SHA-256: ${hex}`, `SHA256: sha256:${hex}`, `SHA256: sha256: ${hex}`])(
    "takes the hash %s",
    (hash) => {
      expect(judgeResults(created(hash))).toMatchObject({
        findings: [],
        parsed: { files_created: [{ path: "HOT/kernel/a.py", sha256: `sha256:${hex}` }] },
      });
    },
  );

  test.each([
    ["results.hash.truncated", "6cd18f07..."],
    ["results.hash.truncated", "sha256:6cd18f07…"],
    ["results.hash.length", "6cd18f07"],
    ["results.hash.bare", hex],
    ["results.hash.algorithm", hex.slice(32)],
  ])("%s is the one finding for the hash %s in a table", (rule, hash) => {
    expect(rulesOf(withSection(CREATED, `| File | SHA256 |\n|---|---|\n| a.py | ${hash} |`))).toEqual([rule]);
  });

  const [before, after] = [hex, hex.replace("0", "1")];
  test.each([
    ["one hash", `- a/b.py (SHA256: ${after})`],
    ["the hash after alone", `- a/b.py (SHA256 after: ${after})`],
    ["nothing behind its after", `- a/b.py (SHA256 before: ${before}, after: )`],
    ["an empty column", `| File | Before | After |\n|---|---|---|\n| a/b.py | sha256:${before} | |`],
  ])("asks for the hash before and after where a modified file has %s", (_, modified) => {
    expect(judgeResults(withSection(MODIFIED, modified))).toMatchObject({
      verdict: "pass",
      findings: [{ rule: "results.hash.pair" }],
    });
  });

  test.each([
    `- a/b.py (SHA256 before: ${before}, after: ${after})`,
    `- a/b.py: sha256:${before} → sha256:${after}`,
    `| File | Before | After |\n|---|---|---|\n| a/b.py | sha256:${before} | sha256:${after} |`,
  ])("takes both hashes of a modified file: %s", (modified) => {
    const { findings, parsed } = judgeResults(withSection(MODIFIED, modified));
    expect(findings).toEqual([]);
    expect(parsed.files_modified).toMatchObject([
      { path: "a/b.py", sha256_before: `sha256:${before}`, sha256: `sha256:${after}` },
    ]);
  });

  test("a file that is listed again has the same hash", () => {
    const listed = (other: string) =>
      `- a/b.py (SHA256: ${before})\n- c.py (SHA256: ${after})\n- a/b.py (SHA256: ${other})`;
    expect(rulesOf(withSection(CREATED, listed(before)))).toEqual([]);
    expect(rulesOf(withSection(CREATED, listed(after)))).toEqual(["results.hash.conflict"]);
  });

  test("takes files as a table, and none at all", () => {
    expect(rulesOf(withSection(CREATED, `| File | SHA256 |\n|---|---|\n| a.py | sha256:${hex} |`))).toEqual([]);
    expect(rulesOf(withSection(CREATED, `| File | SHA256 |\n|---|---|\n| a.py | TBD |`))).toEqual([
      "results.hash.placeholder",
    ]);
    for (const none of ["NONE", "- None (no files were created).", "- N/A"])
      expect(rulesOf(withSection(CREATED, none)), none).toEqual([]);
  });
});
