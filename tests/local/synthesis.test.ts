import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, describe, expect, test, vi } from "vitest";
import { synthesise } from "../../local/synthesis.ts";

const root = mkdtempSync(join(tmpdir(), "synthesis-"));
const assemblies = join(root, ".build/local");
afterAll(() => {
  rmSync(root, { recursive: true });
});
vi.spyOn(console, "log").mockReturnValue(undefined);

/** An app of one empty stack, whose assembly tells which of its sources it was made from. */
const app = `
  import { readFileSync, writeFileSync } from "node:fs";
  const write = (name, text) => writeFileSync(process.env.CDK_OUTDIR + "/" + name, text);
  const stack = {
    type: "aws:cloudformation:stack",
    environment: "aws://unknown-account/unknown-region",
    properties: { templateFile: "empty.template.json" },
  };
  write("manifest.json", JSON.stringify({ version: "36.0.0", artifacts: { empty: stack } }));
  write("empty.template.json", "{}");
  write("made-from", readFileSync("functions/one.ts"));
`;
mkdirSync(join(root, "infra"));
mkdirSync(join(root, "functions"));
writeFileSync(join(root, "infra/app.mjs"), app);
writeFileSync(join(root, "cdk.json"), JSON.stringify({ app: "node infra/app.mjs" }));
const edit = (text: string) => {
  writeFileSync(join(root, "functions/one.ts"), text);
};
const madeFrom = (folder: string) => readFileSync(join(folder, "made-from"), "utf8");

describe("the assembly", () => {
  test("is made once of the same sources, anew when one has changed, and each keeps its own folder", async () => {
    edit("first");
    const first = await synthesise(root);
    writeFileSync(join(first, "here"), "");
    expect(await synthesise(root)).toBe(first);
    expect(readdirSync(first)).toContain("here");

    edit("second");
    const second = await synthesise(root);
    expect([madeFrom(first), madeFrom(second)]).toEqual(["first", "second"]);

    edit("first");
    expect(await synthesise(root), "an edit that is taken back").toBe(first);
  });

  test("is not left half made by a start that was killed or could not make it", async () => {
    edit("third");
    const { pid: gone } = spawnSync("true");
    const begunBy = (pid: number) => `${"0".repeat(16)}.${String(pid)}.x`;
    for (const pid of [gone, process.pid]) mkdirSync(join(assemblies, begunBy(pid)));
    writeFileSync(join(root, "infra/app.mjs"), "throw new Error('no such construct')");
    await expect(synthesise(root)).rejects.toThrow("no such construct");
    const unfinished = readdirSync(assemblies).filter((name) => name.includes("."));
    expect(unfinished, "what somebody else is still making").toEqual([begunBy(process.pid)]);
    writeFileSync(join(root, "infra/app.mjs"), app);
  });

  test("makes room: of those that nobody uses any more a few are kept", async () => {
    edit("first");
    const used = basename(await synthesise(root));
    for (let age = 1; age <= 9; age += 1) {
      const folder = join(assemblies, String(age).repeat(16));
      mkdirSync(folder);
      utimesSync(folder, Date.now() / 1_000 + age, Date.now() / 1_000 - age);
    }
    await synthesise(root);
    const kept = readdirSync(assemblies).filter((name) => !name.includes("."));
    expect(kept).toHaveLength(5);
    expect(kept).toContain(used);
  });
});
