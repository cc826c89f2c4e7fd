import { describe, expect, test } from "vitest";
import { judgeResults } from "../../shared/builder-handoffs/results.ts";
import { judgeSpec } from "../../shared/builder-handoffs/spec.ts";
import { resultsFrom, resultsSections, specOf, specSections } from "./documents.ts";

type Sections = Record<string, string>;
const documents = {
  spec: {
    sections: specSections("H-32") as Sections,
    write: (sections: Sections) => specOf("H-32", sections),
    judge: judgeSpec,
  },
  "results file": {
    sections: resultsSections() as Sections,
    write: (sections: Sections) => resultsFrom("H-32", sections),
    judge: judgeResults,
  },
};

/** Lists of as many as there are: one fewer is no fault. */
const MAY_BE_FEWER = /^(?:Implementation Steps|Design Principles|Files Created)$/;

describe.each(Object.entries(documents))("of a %s", (_, { sections, write, judge }) => {
  const rulesOf = (changed: Sections) =>
    judge(write({ ...sections, ...changed }), "H-32").findings.map(({ rule }) => rule);
  const lines = Object.entries(sections).flatMap(([name, text]) =>
    text.split("\n").flatMap((line, at, all) => (/^(?:\||```|$)/.test(line) ? [] : [{ name, line, at, all }])),
  );
  const replaced = (all: readonly string[], at: number, line: string[]) => all.toSpliced(at, 1, ...line).join("\n");

  test.each(lines)("the line $line that is left out of $name is one finding", ({ name, at, all }) => {
    const rules = rulesOf({ [name]: replaced(all, at, []) });
    if (MAY_BE_FEWER.test(name)) expect(rules).toEqual([]);
    else expect(rules).toHaveLength(1);
  });

  test.each(lines.filter(({ line }) => line.includes(": ")))(
    "the value of $line that is to be filled in is one finding",
    ({ name, line, at, all }) => {
      expect(rulesOf({ [name]: replaced(all, at, [line.replace(/: .*/, ": TBD")]) })).toHaveLength(1);
    },
  );
});
