import { mkdirSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { judgeTree } from "../../cli/tree/judge.ts";
import { readPackage } from "../../cli/tree/package.ts";
import { entriesUnder } from "../../cli/tree/walk.ts";
import { A, aFolder, aPackage, manifestOf, rulesIn, run, sha256, write } from "./tree.ts";

describe("baton check, of what is no file of a package", () => {
  test.each<[string, string[], (root: string) => void]>([
    [
      "a link to a file",
      ["package.file.link"],
      (at) => {
        symlinkSync("a.py", join(at, "PKG-A-001/HOT/kernel/b.py"));
      },
    ],
    [
      "a link out of the package",
      ["package.file.link"],
      (at) => {
        symlinkSync("/etc", join(at, "PKG-A-001/etc"));
      },
    ],
    [
      "a link to its own folder",
      ["package.file.link"],
      (at) => {
        symlinkSync(".", join(at, "PKG-A-001/loop"));
      },
    ],
    [
      "two links in a circle",
      ["package.file.link", "package.file.link"],
      (at) => {
        symlinkSync("y", join(at, "PKG-A-001/x"));
        symlinkSync("x", join(at, "PKG-A-001/y"));
      },
    ],
    [
      "a link in place of the manifest",
      ["package.file.link"],
      (at) => {
        renameSync(join(at, "PKG-A-001/manifest.json"), join(at, "elsewhere.json"));
        symlinkSync("../elsewhere.json", join(at, "PKG-A-001/manifest.json"));
      },
    ],
    [
      "a link in place of a declared file",
      ["package.file.link"],
      (at) => {
        renameSync(join(at, "PKG-A-001/HOT/kernel/a.py"), join(at, "a.py"));
        symlinkSync("../../../a.py", join(at, "PKG-A-001/HOT/kernel/a.py"));
      },
    ],
    [
      "a link in place of the folder",
      ["package.file.link"],
      (at) => {
        renameSync(join(at, "PKG-A-001"), join(at, "real"));
        symlinkSync("real", join(at, "PKG-A-001"));
      },
    ],
  ])("finds %s, and nothing else", async (_, rules, harm) => {
    const root = aFolder();
    aPackage(root, "PKG-A-001", A);
    harm(root);
    expect(await rulesIn(root)).toEqual(rules);
  });

  test("looks up no path that leads out of the package", async () => {
    const root = aFolder();
    write(root, "secret", "s");
    aPackage(root, "PKG-A-001", A, {
      assets: [
        ...manifestOf("PKG-A-001", A).assets,
        { path: "../secret", sha256: sha256("s"), classification: "library" },
      ],
    });
    expect(await rulesIn(root)).toEqual(["path.parent"]);
    expect((await judgeTree(root)).report.packages).toMatchObject([{ assets: 3, verified: 2 }]);
  });

  test.each<[string, (at: string) => void]>([
    [
      "vanished",
      (at) => {
        rmSync(at);
      },
    ],
    [
      "became a link",
      (at) => {
        rmSync(at);
        symlinkSync("/etc/hostname", at);
      },
    ],
    [
      "became a folder",
      (at) => {
        rmSync(at);
        mkdirSync(at);
      },
    ],
  ])("says that a file %s after it was listed", async (_, change) => {
    const root = aFolder();
    aPackage(root, "PKG-A-001", A);
    const entries = await entriesUnder(join(root, "PKG-A-001"));
    change(join(root, "PKG-A-001/HOT/kernel/a.py"));
    const { files } = await readPackage(root, { path: "PKG-A-001", entries }, () => undefined);
    expect(files[0]).toMatchObject({ path: "HOT/kernel/a.py", fault: "unreadable" });
  });

  test("waits for no pipe", async () => {
    const root = aFolder();
    aPackage(root, "PKG-A-001", A);
    await run("mkfifo", [join(root, "PKG-A-001/pipe")]);
    expect(await rulesIn(root)).toEqual(["package.file.special"]);
  });
});
