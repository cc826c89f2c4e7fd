import * as z from "zod/mini";

export const Severity = z.enum(["blocker", "warning"]);
export type Severity = z.infer<typeof Severity>;

/** One thing wrong with a document: which rule, on which line, what was found there and how to mend it. */
export const Finding = z.object({
  rule: z.string(),
  severity: Severity,
  /** Of the document, from 1. Absent where something is missing. */
  line: z.optional(z.int()),
  found: z.string(),
  fix: z.string(),
});
export type Finding = z.infer<typeof Finding>;

/** A rule by its id, which is part of the API: add, never rename. `says` is the sentence of the standard it comes from. */
export type Rules = Readonly<Record<string, { severity: Severity; says: string }>>;

/** A rule that fails the document. */
export const blocker = (says: string) => ({ severity: "blocker", says }) as const;

/** A rule that does not. */
export const warning = (says: string) => ({ severity: "warning", says }) as const;

export const Verdict = z.enum(["pass", "fail"]);
export type Verdict = z.infer<typeof Verdict>;

/** What a document came to: it passes unless a finding is a blocker. `parsed` is what was read of it, pass or fail. */
export type Judgement<Parsed> = { verdict: Verdict; findings: Finding[]; parsed: Parsed };

/** Makes the findings of one table of rules. */
export const findingsBy =
  <Table extends Rules>(rules: Table) =>
  (
    rule: keyof Table & string,
    { found, fix, line }: { found: string; fix: string; line?: number | undefined },
  ): Finding => ({
    rule,
    severity: rules[rule]?.severity ?? "blocker",
    ...(line !== undefined && { line }),
    found: excerpt(found),
    fix,
  });

const MOST_FOUND = 160;

/** What was found may be a whole page. */
export const excerpt = (text: string): string => {
  const points = Array.from(text.slice(0, 2 * MOST_FOUND + 2));
  return points.length > MOST_FOUND ? `${points.slice(0, MOST_FOUND).join("")}…` : text;
};

/** A document with more than these is not mended by reading on. */
const MOST_FINDINGS = 100;

/** The judgement of what was found, in the order of the document; of too many findings the blockers are kept. */
export const judged = <Parsed>(parsed: Parsed, findings: readonly Finding[]): Judgement<Parsed> => {
  const blockers = findings.filter(({ severity }) => severity === "blocker");
  const warnings = findings.filter(({ severity }) => severity === "warning");
  return {
    verdict: blockers.length > 0 ? "fail" : "pass",
    findings: [...blockers, ...warnings].slice(0, MOST_FINDINGS).sort((a, b) => (a.line ?? 0) - (b.line ?? 0)),
    parsed,
  };
};
