import { renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { judgeTree } from "../../cli/tree/judge.ts";
import { A, aFolder, aPackage, rulesIn, sha256, write } from "./tree.ts";

describe("baton check, of a package", () => {
  test("finds nothing in one that is as it says", async () => {
    const root = aFolder();
    aPackage(root, "PKG-A-001", { ...A, empty: "", "HOT/café.py": "é" });
    const { report } = await judgeTree(root);
    expect(report.packages).toEqual([
      {
        package_id: "PKG-A-001",
        path: "PKG-A-001",
        assets: 4,
        verified: 4,
        mismatched: [],
        undeclared: [],
        findings: [],
      },
    ]);
    expect(report.totals).toMatchObject({ packages: 1, assets: 4, verified: 4, blockers: 0, warnings: 0 });
  });

  test("takes the folder itself for the package when it is one", async () => {
    const root = aFolder();
    aPackage(root, "PKG-A-001", A);
    expect((await judgeTree(join(root, "PKG-A-001"))).report.packages).toMatchObject([{ path: ".", verified: 2 }]);
  });

  test.each<[string, string[], (root: string) => void]>([
    [
      "a changed file",
      ["package.asset.changed"],
      (at) => {
        write(at, "PKG-A-001/HOT/kernel/a.py", "a = 2\n");
      },
    ],
    [
      "one byte more",
      ["package.asset.changed"],
      (at) => {
        write(at, "PKG-A-001/HOT/kernel/a.py", "a = 1\n\n");
      },
    ],
    [
      "a missing file",
      ["package.asset.missing"],
      (at) => {
        rmSync(join(at, "PKG-A-001/HOT/kernel/a.py"));
      },
    ],
    [
      "an undeclared file",
      ["package.file.undeclared"],
      (at) => {
        write(at, "PKG-A-001/notes.txt", "");
      },
    ],
    [
      "a left-over .pyc",
      ["package.file.undeclared"],
      (at) => {
        write(at, "PKG-A-001/HOT/__pycache__/a.pyc", "");
      },
    ],
    [
      "a hidden file",
      ["package.file.undeclared"],
      (at) => {
        write(at, "PKG-A-001/.env", "");
      },
    ],
    [
      "no manifest",
      ["package.manifest"],
      (at) => {
        rmSync(join(at, "PKG-A-001/manifest.json"));
      },
    ],
    [
      "a manifest that is no JSON",
      ["manifest.json"],
      (at) => {
        write(at, "PKG-A-001/manifest.json", "{");
      },
    ],
    [
      "a folder of another name",
      ["package.folder"],
      (at) => {
        renameSync(join(at, "PKG-A-001"), join(at, "PKG-B-001"));
      },
    ],
    [
      "a manifest that is not UTF-8",
      ["package.file.unreadable"],
      (at) => {
        write(at, "PKG-A-001/manifest.json", Buffer.from([0x7b, 0xff, 0x7d]));
      },
    ],
    [
      "a name with a line end",
      ["path.control"],
      (at) => {
        write(at, "PKG-A-001/HOT/a\nb.py", "");
      },
    ],
    [
      "a name with a backslash",
      ["path.backslash"],
      (at) => {
        write(at, "PKG-A-001/HOT\\a.py", "");
      },
    ],
    [
      "a name in decomposed Unicode",
      ["path.form"],
      (at) => {
        write(at, "PKG-A-001/HOT/cafe\u0301.py", "");
      },
    ],
    [
      "a name that is not UTF-8",
      ["path.encoding"],
      (at) => {
        writeFileSync(Buffer.concat([Buffer.from(join(at, "PKG-A-001/HOT/")), Buffer.from([0xff])]), "");
      },
    ],
    [
      "two names that differ in case alone",
      ["package.file.collision"],
      (at) => {
        write(at, "PKG-A-001/HOT/kernel/A.py", "");
      },
    ],
    [
      "a file in another case than declared",
      ["package.asset.spelling"],
      (at) => {
        renameSync(join(at, "PKG-A-001/HOT/kernel/a.py"), join(at, "PKG-A-001/HOT/kernel/A.py"));
      },
    ],
  ])("finds %s, and nothing else", async (_, rules, harm) => {
    const root = aFolder();
    aPackage(root, "PKG-A-001", A);
    harm(root);
    expect((await rulesIn(root)).sort()).toEqual(rules);
  });

  test("names what is changed and what nobody declared, and counts what holds", async () => {
    const root = aFolder();
    aPackage(root, "PKG-A-001", A);
    write(root, "PKG-A-001/HOT/kernel/a.py", "a = 2\n");
    write(root, "PKG-A-001/HOT/kernel/b.py", "");
    const [report] = (await judgeTree(root)).report.packages;
    expect(report).toMatchObject({
      assets: 2,
      verified: 1,
      mismatched: ["HOT/kernel/a.py"],
      undeclared: ["HOT/kernel/b.py"],
    });
    expect(report?.findings[0]).toMatchObject({
      line: expect.any(Number),
      found: `${sha256("a = 2\n")} in HOT/kernel/a.py`,
    });
  });

  test("reads a package 400 folders deep", async () => {
    const root = aFolder();
    aPackage(root, "PKG-A-001", { [`${"d/".repeat(400)}a.py`]: "a" });
    expect(await rulesIn(root)).toEqual([]);
  });
});
