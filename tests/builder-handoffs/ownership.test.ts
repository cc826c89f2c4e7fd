import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { byBytes } from "../../shared/builder-handoffs/byte-order.ts";
import { dependencyCycles } from "../../shared/builder-handoffs/dependency-cycle.ts";
import { ownershipOf, type Claim } from "../../shared/builder-handoffs/ownership.ts";

const claim = (package_id: string, supersedes: string[] = [], paths = ["HOT/a.py"]): Claim => ({
  package_id,
  supersedes,
  paths,
});
const shared = (...packages: string[]) => [{ path: "HOT/a.py", packages }];

describe("ownership", () => {
  test.each([
    ["one package owns its path", [claim("A")], [], []],
    ["two packages conflict", [claim("B"), claim("A")], shared("A", "B"), []],
    ["a path that differs in case alone is the same", [claim("A"), claim("B", [], ["hot/A.py"])], shared("A", "B"), []],
    ["the superseding package owns it", [claim("A"), claim("B", ["A"])], [], shared("A", "B")],
    ["also by way of a third", [claim("A"), claim("B", ["A"], []), claim("C", ["B"])], [], shared("A", "C")],
    ["a stranger conflicts with who is left", [claim("A"), claim("B", ["A"]), claim("C")], shared("B", "C"), []],
    ["two that supersede each other conflict", [claim("A", ["B"]), claim("B", ["A"])], shared("A", "B"), []],
    ["superseding itself frees nobody", [claim("A", ["A"]), claim("B")], shared("A", "B"), []],
    [
      "a file conflicts with the folder of its name, in whatever case",
      [claim("B", [], ["hot/A.py/b.py"]), claim("A")],
      shared("A", "B"),
      [],
    ],
    [
      "the superseding package turns a file into a folder",
      [claim("A"), claim("B", ["A"], ["HOT/a.py/b/c.py"])],
      [],
      shared("A", "B"),
    ],
    ["a package alone with a file and a folder of one name", [claim("A", [], ["x", "x/y"])], [], []],
    ["files beside each other are no folder", [claim("A", [], ["x/a"]), claim("B", [], ["x/a.py", "x/b"])], [], []],
    ["another path is another matter", [claim("A"), claim("B", [], ["HOT/b.py"])], [], []],
  ])("%s", (_, claims, conflicts, superseded) => {
    expect(ownershipOf(claims)).toEqual({ conflicts, superseded });
  });

  test("does not depend on the order of the packages", () => {
    const ids = ["A", "B", "C", "D"];
    const claims = fc.tuple(
      ...ids.map((id) =>
        fc.record({
          package_id: fc.constant(id),
          supersedes: fc.subarray(ids),
          paths: fc.subarray(["x", "X", "y", "x/y"]),
        }),
      ),
    );
    fc.assert(
      fc.property(claims, (all) => {
        expect(ownershipOf([...all].reverse())).toEqual(ownershipOf(all));
      }),
    );
  });
});

describe("dependency cycles", () => {
  const cycles = (dependencies: Record<string, string[]>) =>
    dependencyCycles(new Map(Object.entries(dependencies))).map((walk) => walk.join(" → "));

  test.each([
    ["a chain has none", { A: ["B"], B: ["C"], C: [] }, []],
    ["a diamond has none", { A: ["B", "C"], B: ["D"], C: ["D"], D: [] }, []],
    ["a package of itself", { A: ["A"] }, ["A → A"]],
    ["a circle is named from its first member", { C: ["A"], B: ["C"], A: ["B"] }, ["A → B → C → A"]],
    ["two circles are two", { A: ["B"], B: ["A"], X: ["Y"], Y: ["X"] }, ["A → B → A", "X → Y → X"]],
    ["who only leads to a circle is not in it", { A: ["B"], B: ["C"], C: ["B"] }, ["B → C → B"]],
    ["unknown packages depend on nothing", { A: ["Z"] }, []],
  ])("%s", (_, dependencies, named) => {
    expect(cycles(dependencies)).toEqual(named);
  });

  test("every id that depends on itself is named, each walk holds, and no other id is named", () => {
    const ids = ["A", "B", "C", "D", "E", "F"];
    const graph = fc.tuple(...ids.map(() => fc.subarray(ids)));
    fc.assert(
      fc.property(graph, (edges) => {
        const dependencies = new Map(ids.map((id, at) => [id, edges[at] ?? []]));
        const walks = dependencyCycles(dependencies);
        for (const walk of walks)
          walk.slice(1).forEach((id, at) => {
            expect(dependencies.get(walk[at] ?? "")).toContain(id);
          });
        const reaches = (from: string, to: string, seen = new Set<string>()): boolean =>
          (dependencies.get(from) ?? []).some(
            (next) => next === to || (!seen.has(next) && reaches(next, to, seen.add(next))),
          );
        expect([...new Set(walks.flat())].sort()).toEqual(ids.filter((id) => reaches(id, id)));
      }),
    );
  });

  test("10,000 packages in one circle are named without recursion", () => {
    const ids = Array.from({ length: 10_000 }, (_, at) => `PKG-${at}`);
    const [walk = []] = dependencyCycles(new Map(ids.map((id, at) => [id, [ids[(at + 1) % ids.length] ?? ""]])));
    expect(walk).toHaveLength(10_001);
  });
});

test("byte order is that of UTF-8", () => {
  const telling = fc.string({
    unit: fc.constantFrom("a", "b", "é", "\ud7ff", "\ue000", "\uffff", "\u{1f680}"),
    maxLength: 4,
  });
  fc.assert(
    fc.property(telling, telling, (a, b) => {
      expect(Math.sign(byBytes(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
    }),
  );
});
