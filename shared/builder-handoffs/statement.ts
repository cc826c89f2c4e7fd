import * as z from "zod/mini";
import type { ReviewVerdict } from "./builder-handoff.ts";
import type { ChecklistItem } from "./checklist.ts";
import type { Results } from "./results.ts";
import type { Submission } from "./submission.ts";

const STATEMENT = "https://in-toto.io/Statement/v1";
export const predicateTypes = {
  verification_summary: "https://slsa.dev/verification_summary/v1",
  test_result: "https://in-toto.io/attestation/test-result/v0.1",
} as const;
export type PredicateName = keyof typeof predicateTypes;

/** An in-toto Statement v1: of these documents, by their digests, this is said. */
export const Statement = z.object({
  _type: z.literal(STATEMENT),
  subject: z.array(z.object({ name: z.string(), digest: z.object({ sha256: z.string() }) })),
  predicateType: z.string(),
  predicate: z.record(z.string(), z.unknown()),
});
export type Statement = z.infer<typeof Statement>;

type Reviewed = {
  verdict: ReviewVerdict;
  reviewed_at: string;
  spec: Submission;
  results: Submission;
  checklist: readonly ChecklistItem[];
};

/** The verdict as the statements that others' tools read: SLSA's verification summary, and in-toto's test result. */
export const statementsOf = (reviewed: Reviewed): Record<PredicateName, Statement> => ({
  verification_summary: statement(reviewed, "verification_summary", verificationSummary(reviewed)),
  test_result: statement(reviewed, "test_result", testResult(reviewed)),
});

const statement = (
  { spec, results }: Reviewed,
  name: PredicateName,
  predicate: Record<string, unknown>,
): Statement => ({
  _type: STATEMENT,
  subject: [results, spec].map((document) => ({
    name: fileOf(document),
    digest: { sha256: document.document_digest },
  })),
  predicateType: predicateTypes[name],
  predicate,
});

const fileOf = ({ handoff_id, kind }: Submission): string =>
  `${handoff_id}_${kind === "spec" ? "BUILDER_HANDOFF" : "RESULTS"}.md`;

/** https://slsa.dev/spec/v1.0/verification_summary. Levels are ours: none of SLSA's build levels is claimed. */
const verificationSummary = ({ verdict, reviewed_at, spec, results }: Reviewed) => {
  const isValidated = verdict === "VALIDATED";
  return {
    verifier: { id: "urn:baton:builder-handoffs" },
    timeVerified: reviewed_at,
    resourceUri: `urn:baton:builder:${results.handoff_id}`,
    policy: { uri: "urn:baton:builder-handoff-standard" },
    inputAttestations: [results, spec].map((document) => ({
      uri: `urn:baton:builder:${document.handoff_id}:${document.kind}:${document.version}`,
      digest: { sha256: document.document_digest },
    })),
    verificationResult: isValidated ? "PASSED" : "FAILED",
    verifiedLevels: [isValidated ? "BATON_VALIDATED" : "FAILED"],
    slsaVersion: "1.0",
  };
};

/** https://github.com/in-toto/attestation, test-result v0.1: the items of the checklist are the tests that were made. */
const testResult = ({ checklist, spec, results }: Reviewed) => {
  const { regression } = results.parsed as Results;
  const failed = checklist.filter(({ passed }) => !passed).map(({ item }) => item);
  const knownFailures = (regression?.failed ?? 0) > 0;
  return {
    result: failed.length > 0 ? "FAILED" : knownFailures ? "WARNED" : "PASSED",
    configuration: [{ name: fileOf(spec), digest: { sha256: spec.document_digest } }],
    passedTests: checklist.filter(({ passed }) => passed).map(({ item }) => item),
    warnedTests: knownFailures ? (regression?.failing_tests ?? []) : [],
    failedTests: [...failed, ...(regression?.new_failures ?? [])],
  };
};
