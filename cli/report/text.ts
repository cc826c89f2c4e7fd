import type { Finding } from "../../shared/builder-handoffs/finding.ts";
import type { TreeReport } from "../tree/judge.ts";

/** The report for people: what was found, by file, and one line that sums it up. */
export const textReport = ({ documents, packages, ownership, totals }: TreeReport): string =>
  [
    ...documents.flatMap(({ path, findings }) => section(path, findings)),
    ...packages.flatMap(({ path, findings }) => section(manifestOf(path), findings)),
    ...ownership.superseded.map(
      (each) => `${shown(each.path)} is superseded: ${each.packages.map(shown).join(", ")}\n`,
    ),
    `${counted(totals.documents, "document")} (${totals.complete} complete), ${counted(totals.packages, "package")}, ` +
      `${counted(totals.assets, "asset")} (${totals.verified} verified, ${totals.mismatched} changed, ${totals.undeclared} undeclared): ` +
      `${counted(totals.blockers, "blocker")}, ${counted(totals.warnings, "warning")}\n`,
  ].join("\n");

export const manifestOf = (packagePath: string): string =>
  packagePath === "." ? "manifest.json" : `${packagePath}/manifest.json`;

/** The findings of one file, as people read them; nothing where there is none. */
export const section = (path: string, findings: readonly Finding[]): string[] =>
  findings.length === 0 ? [] : [[shown(path), ...findings.map(lineOf), ""].join("\n")];

const lineOf = ({ rule, severity, line, found, fix }: Finding): string =>
  `${String(line ?? "-").padStart(6)}  ${severity}  ${rule}  ${shown(found)}\n${" ".repeat(8)}${shown(fix)}`;

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** A name may hold a line end or a command to the terminal: it is shown as JSON writes it. */
export const shown = (text: string): string =>
  text.replace(
    /[\p{Cc}\u2028-\u202e\u2066-\u2069]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
