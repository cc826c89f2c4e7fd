import type { DocumentKind } from "./document-place.ts";
import type { Finding } from "./finding.ts";
import { judgePrompt } from "./prompt.ts";
import { judgeResults } from "./results.ts";
import type { ListedFile } from "./results-files.ts";
import { requiredSections } from "./results-section.ts";
import type { TestRun } from "./results-tests.ts";
import { judgeSpec } from "./spec.ts";
import { specSectionNames } from "./spec-section.ts";
import type { Plan } from "./test-plan.ts";

/**
 * What one document of a handoff comes to. `files` are those that a results file lists with their hashes; a spec has its plan, results
 * have their tests.
 */
export type JudgedDocument = {
  missing_sections: string[];
  findings: Finding[];
  files: ListedFile[];
  plan?: Plan;
  tests?: TestRun | null;
};

/** Judges the text of a handoff's document by its kind. A section that says nothing is missing; a prompt has none. */
export const judgeDocument = (kind: DocumentKind, text: string, id: string): JudgedDocument => {
  if (kind === "prompt") return { missing_sections: [], findings: judgePrompt(text, id).findings, files: [] };
  if (kind === "spec") {
    const { parsed, findings } = judgeSpec(text, id);
    return { missing_sections: without(specSectionNames, parsed.sections), findings, files: [], plan: parsed.plan };
  }
  const { parsed, findings } = judgeResults(text, id);
  const files = [...parsed.files_created, ...parsed.files_modified];
  return { missing_sections: without(requiredSections, parsed.sections), findings, files, tests: parsed.tests };
};

const without = (due: readonly string[], present: readonly string[]): string[] =>
  due.filter((name) => !present.includes(name));
