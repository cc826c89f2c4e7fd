import type { Log, Result } from "sarif";
import type { Finding } from "../../shared/builder-handoffs/finding.ts";
import { byBytes } from "../../shared/builder-handoffs/byte-order.ts";
import { ruleBook } from "../../shared/builder-handoffs/rule-book.ts";
import type { TreeReport } from "../tree/judge.ts";
import { manifestOf } from "./text.ts";

const SAYS = new Map(
  Object.values(ruleBook).flatMap((rules) => Object.entries(rules).map(([id, { says }]) => [id, says] as const)),
);

/** The report as SARIF 2.1.0, as code hosts and editors read it. Paths are relative to the folder that was judged. */
export const sarifReport = ({ documents, packages }: TreeReport): Log => {
  const located = [
    ...documents.flatMap(({ path, findings }) => findings.map((finding) => ({ path, finding }))),
    ...packages.flatMap(({ path, findings }) => findings.map((finding) => ({ path: manifestOf(path), finding }))),
  ];
  const rules = [...new Set(located.map(({ finding }) => finding.rule))].sort(byBytes);
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "baton check",
            rules: rules.map((id) => ({ id, shortDescription: { text: SAYS.get(id) ?? id } })),
          },
        },
        columnKind: "utf16CodeUnits",
        results: located.map(({ path, finding }) => resultOf(path, finding, rules.indexOf(finding.rule))),
      },
    ],
  };
};

const resultOf = (path: string, { rule, severity, line, found, fix }: Finding, ruleIndex: number): Result => ({
  ruleId: rule,
  ruleIndex,
  level: severity === "blocker" ? "error" : "warning",
  message: { text: `${found}. ${fix}` },
  locations: [
    {
      physicalLocation: {
        artifactLocation: { uri: path.split("/").map(encodeURIComponent).join("/") },
        ...(line !== undefined && { region: { startLine: line } }),
      },
    },
  ],
});
