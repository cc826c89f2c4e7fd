import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  bomNumberFor,
  byVersion,
  candidatesFor,
  firstFree,
  nextVersion,
  productCodeFor,
  workOrderNumberFor,
} from "../../shared/launch-handoffs/numbering.ts";
import { BomNumber, Version } from "../../shared/launch-handoffs/bom.ts";
import { ProductCode } from "../../shared/launch-handoffs/product.ts";
import { DocumentNumber } from "../../shared/launch-handoffs/project.ts";

const version = fc.tuple(fc.nat(999_998), fc.nat(999_998)).map(([major, minor]) => `${major}.${minor}`);

describe("the next version", () => {
  test.each([
    [[], "1.0"],
    [["1.2"], "1.3"],
    [["1.9"], "1.10"],
    [["1.10", "1.9", "1.2"], "1.11"],
    [["2.0", "1.99"], "2.1"],
    [["v1.2"], "1.3"],
    [["1.999999"], "2.0"],
  ])("after %j is %s", (versions, next) => {
    expect(nextVersion(versions)).toBe(next);
  });

  test("comes after every version there is, is none of them, and is a version", () => {
    fc.assert(
      fc.property(fc.array(version, { minLength: 1 }), (versions) => {
        const next = nextVersion(versions);
        expect(Version.safeParse(next).success).toBe(true);
        expect(versions).not.toContain(next);
        for (const each of versions) expect(byVersion(each, next)).toBeLessThan(0);
      }),
    );
  });

  test("does not depend on the order of those before", () => {
    fc.assert(
      fc.property(fc.array(version), fc.infiniteStream(fc.nat()), (versions, keys) => {
        const shuffled = versions
          .map((each) => [Number(keys.next().value), each] as const)
          .sort(([a], [b]) => a - b)
          .map(([, each]) => each);
        expect(nextVersion(shuffled)).toBe(nextVersion(versions));
      }),
    );
  });
});

describe("the numbers of a project", () => {
  test("give way to the next one that is free, and to none when none is", () => {
    const taken = ["WO-PILOT-7", "WO-PILOT-7-2"];
    expect(firstFree("WO-PILOT-7", (each) => taken.includes(each))).toBe("WO-PILOT-7-3");
    expect(firstFree("WO-PILOT-7", () => false)).toBe("WO-PILOT-7");
    expect(firstFree("WO-PILOT-7", () => true)).toBe("WO-PILOT-7");
  });

  test("are the document's", () => {
    expect(productCodeFor("NPD-001")).toBe("PROD-NPD-001");
    expect(bomNumberFor("PROD-NPD-001", "1.0")).toBe("BOM-PROD-NPD-001-v1.0");
    expect(workOrderNumberFor("NPD-001")).toBe("WO-PILOT-NPD-001");
    expect(productCodeFor("NPD-2025-00001")).toBe("PROD-NPD-2025-00001");
  });

  test("are acceptable as numbers, whatever number the project has", () => {
    const number = fc.string({ minLength: 1, maxLength: 40 }).filter((text) => DocumentNumber.safeParse(text).success);
    fc.assert(
      fc.property(number, (projectNumber) => {
        const code = productCodeFor(projectNumber);
        expect(ProductCode.safeParse(code).success).toBe(true);
        for (const bomNumber of candidatesFor(bomNumberFor(code, "999999.999999")))
          expect(BomNumber.safeParse(bomNumber).success).toBe(true);
      }),
    );
  });
});
