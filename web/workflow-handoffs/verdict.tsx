import type { Finding } from "../../shared/workflow-handoffs/finding.ts";

const counted = (count: number, one: string): string => `${count === 0 ? "no" : count} ${one}${count === 1 ? "" : "s"}`;

/** What the rules come to, told again whenever that changes. */
export const Verdict = ({ findings }: { findings: readonly Finding[] | undefined }) => (
  <span role="status" data-testid="text-verdict">
    {findings ? verdictOf(findings) : "Each field is checked against the contract's rules as you write."}
  </span>
);

const verdictOf = (findings: readonly Finding[]): string => {
  const blockers = findings.filter(({ severity }) => severity === "blocker").length;
  const warnings = counted(findings.length - blockers, "warning");
  return blockers === 0
    ? `It breaks no rule: ${warnings}.`
    : `${counted(blockers, "blocker")} to mend before it can be submitted, ${warnings}.`;
};
