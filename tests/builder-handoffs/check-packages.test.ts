import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { judgeTree } from "../../cli/tree/judge.ts";
import { A, aFolder, aPackage, rulesIn } from "./tree.ts";

describe("baton check, of packages together", () => {
  test("lets one package own a path, unless another takes its place", async () => {
    const root = aFolder();
    aPackage(root, "PKG-A-001", A);
    aPackage(root, "PKG-B-001", A);
    const { report } = await judgeTree(root);
    expect(report.ownership.conflicts).toEqual(
      Object.keys(A).map((path) => ({ path, packages: ["PKG-A-001", "PKG-B-001"] })),
    );
    expect(new Set(await rulesIn(root))).toEqual(new Set(["ownership.conflict"]));
    aPackage(root, "PKG-B-001", A, { supersedes: ["PKG-A-001"] });
    const { ownership, totals } = (await judgeTree(root)).report;
    expect([ownership.conflicts, ownership.superseded.length, totals.blockers]).toEqual([[], 2, 0]);
  });

  test.each([
    ["a path in another case", { "x.py": "1\n" }, { "X.py": "2\n" }, ["x.py", "X.py"]],
    ["a file and a folder of one name", { x: "1\n" }, { "x/y.py": "2\n" }, ["x", "x/y.py"]],
  ])("names each package's own path and its line where two claim %s", async (_, a, b, [ownA = "", ownB = ""]) => {
    const root = aFolder();
    aPackage(root, "PKG-A-001", { "a.py": "a\n", ...a });
    aPackage(root, "PKG-B-001", { "b.py": "b\n", "c.py": "c\n", ...b });
    const { packages } = (await judgeTree(root)).report;
    const lineOf = (id: string, path: string) =>
      readFileSync(join(root, id, "manifest.json"), "utf8")
        .split("\n")
        .findIndex((line) => line.includes(`"${path}"`)) + 1;
    expect(packages.map(({ findings }) => findings)).toMatchObject([
      [
        {
          rule: "ownership.conflict",
          line: lineOf("PKG-A-001", ownA),
          found: `${ownA}, claimed by PKG-A-001 and PKG-B-001 (${ownB})`,
        },
      ],
      [
        {
          rule: "ownership.conflict",
          line: lineOf("PKG-B-001", ownB),
          found: `${ownB}, claimed by PKG-A-001 (${ownA}) and PKG-B-001`,
        },
      ],
    ]);
  });

  test("names a circle of dependencies", async () => {
    const root = aFolder();
    for (const [id, next] of [
      ["A", "B"],
      ["B", "C"],
      ["C", "A"],
    ])
      aPackage(root, `PKG-${id}`, {}, { dependencies: [`PKG-${next}`] });
    const { packages } = (await judgeTree(root)).report;
    expect(packages.flatMap(({ findings }) => findings)).toMatchObject([
      { rule: "package.cycle", found: "PKG-A → PKG-B → PKG-C → PKG-A" },
    ]);
  });

  test("finds a dependency on a package that is not there, unless the package is judged alone", async () => {
    const root = aFolder();
    aPackage(root, "PKG-A-001", A, { dependencies: ["PKG-KERNEL-001"] });
    expect(await rulesIn(root)).toEqual(["package.dependency.absent"]);
    expect(await rulesIn(join(root, "PKG-A-001"))).toEqual([]);
  });

  test("finds one id in two folders", async () => {
    const root = aFolder();
    aPackage(root, "PKG-A-001", A);
    aPackage(join(root, "old"), "PKG-A-001", A);
    expect(await rulesIn(root)).toEqual(["package.twice"]);
  });
});
