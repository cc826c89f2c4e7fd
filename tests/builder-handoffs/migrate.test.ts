import { readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { migrate } from "../../cli/migrate.ts";
import { entriesUnder } from "../../cli/tree/walk.ts";
import { aFolder, asked, run, write } from "./tree.ts";

const filesIn = async (root: string) =>
  (await entriesUnder(root)).flatMap(({ path, kind }) => (kind === "file" ? [path] : [])).sort();

const aFlatFolder = () => {
  const root = aFolder();
  for (const name of [
    "H-32_BUILDER_HANDOFF.md",
    "H-32_results.md",
    "HANDOFF-29.1C_RESULTS.md",
    "RESULTS.md",
    "h-7_RESULTS.md",
    "notes.md",
  ])
    write(root, name, name);
  write(root, "H-33/H-33_RESULTS.md", "in its place");
  return root;
};

describe("baton migrate", () => {
  test("says what it would move, and moves nothing", async () => {
    const root = aFlatFolder();
    const before = await filesIn(root);
    const { code, out } = await asked(migrate, [root]);
    expect([code, out.split("\n")]).toEqual([
      0,
      [
        "H-32_BUILDER_HANDOFF.md → H-32/H-32_BUILDER_HANDOFF.md",
        "H-32_results.md → H-32/H-32_RESULTS.md",
        "HANDOFF-29.1C_RESULTS.md → HANDOFF-29.1C/HANDOFF-29.1C_RESULTS.md",
        "RESULTS.md stays: its name does not say whose it is",
        "h-7_RESULTS.md stays: h-7 is no handoff id, such as H-32, H-32A or CLEANUP-5",
        "Nothing is moved yet. Add --apply to move them.",
        "",
      ],
    ]);
    expect(await filesIn(root)).toEqual(before);
  });

  test("moves them when told to, and finds nothing to do after that", async () => {
    const root = aFlatFolder();
    expect(await asked(migrate, [root, "--apply"])).toMatchObject({ code: 0, err: "" });
    expect(await filesIn(root)).toEqual([
      "H-32/H-32_BUILDER_HANDOFF.md",
      "H-32/H-32_RESULTS.md",
      "H-33/H-33_RESULTS.md",
      "HANDOFF-29.1C/HANDOFF-29.1C_RESULTS.md",
      "RESULTS.md",
      "h-7_RESULTS.md",
      "notes.md",
    ]);
    expect(readFileSync(join(root, "H-32/H-32_RESULTS.md"), "utf8")).toBe("H-32_results.md");
    expect(await asked(migrate, [root])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^(.* stays: .*\n){2}No handoff document lies flat here\.\n$/),
    });
    expect(await asked(migrate, [join(root, "H-32")])).toMatchObject({ out: "No handoff document lies flat here.\n" });
  });

  test("names what looks like a document, and stays for its name", async () => {
    const root = aFolder();
    const odd = [
      "H-35_RESULTS.txt",
      "H-36-RESULTS.md",
      "H-37 results.md",
      "H-38_BUILDER_HANDOFF_v2.md",
      "RESULTS_H-39.md",
    ];
    for (const name of [...odd, "h-40.md", "README.md", "BUILDER_PROMPT_CONTRACT.md", "H-41_RESULTS.json"])
      write(root, name, "");
    const { code, out } = await asked(migrate, [root, "--apply"]);
    const why =
      "its name is none of <handoff_id>_BUILDER_HANDOFF.md, <handoff_id>_RESULTS.md, <handoff_id>_AGENT_PROMPT.md";
    expect([code, out]).toEqual([
      0,
      [...odd, "h-40.md"].map((name) => `${name} stays: ${why}\n`).join("") + "No handoff document lies flat here.\n",
    ]);
    expect(await filesIn(root)).toHaveLength(9);
  });

  test.each(["H-32/H-32_RESULTS.md", "H-32_RESULTS.md"])(
    "moves nothing at all while %s stands in the way",
    async (path) => {
      const root = aFlatFolder();
      write(root, path, "other");
      const before = await filesIn(root);
      const { code, err } = await asked(migrate, [root, "--apply"]);
      expect([code, err]).toEqual([1, expect.stringContaining("taken: H-32/H-32_RESULTS.md")]);
      expect(await filesIn(root)).toEqual(before);
    },
  );

  test.each(["Control_Plane_v2/_reboot/_staging/handoffs", "_reboot/_staging/handoffs", "handoffs"])(
    "finds the folder of handoffs from the root that has it in %s",
    async (folder) => {
      const root = aFolder();
      write(root, `${folder}/H-32_RESULTS.md`, "");
      symlinkSync("H-32_RESULTS.md", join(root, folder, "H-33_RESULTS.md"));
      expect(await asked(migrate, [root, "--apply"])).toMatchObject({
        code: 0,
        out: `${folder}/H-32_RESULTS.md → ${folder}/H-32/H-32_RESULTS.md\n${folder}/H-33_RESULTS.md stays: it is a link, or no file\n`,
      });
      expect(await filesIn(root)).toEqual([`${folder}/H-32/H-32_RESULTS.md`]);
    },
  );

  test.each([[["a", "b"]], [["--no-such"]]])("answers %j with 2", async (args) => {
    expect((await asked(migrate, args)).code).toBe(2);
  });

  test("says so when there is no such folder", async () => {
    expect(await asked(migrate, ["/no/such"])).toMatchObject({ code: 1, err: expect.stringContaining("no such file") });
  });
});

test("a command whose reader went away says nothing of it", async () => {
  const root = aFolder();
  for (let at = 0; at < 300; at += 1) write(root, `PKG-P${at}/manifest.json`, "{}");
  const command = `"$0" cli/baton.ts check "$1" --json | head -c 1`;
  expect(await run("sh", ["-c", command, process.execPath, root])).toMatchObject({ out: "{", err: "" });
});
