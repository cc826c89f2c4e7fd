import { notFound } from "../kernel/problem.ts";
import { readAggregate } from "../ledger/aggregate.ts";
import { aggregatePartition } from "../ledger/keys.ts";
import { compareBaselines, type Comparison, type Predecessor } from "./baseline.ts";
import { recordOf } from "./builder-item.ts";
import { claimantsOf, findSealed } from "./builder-repository.ts";
import type { Evidence } from "./checklist.ts";
import { precedingId } from "./handoff-id.ts";
import type { BuilderRecord } from "./handoff-record.ts";
import type { Results } from "./results.ts";
import type { Spec } from "./spec.ts";
import type { Submission } from "./submission.ts";

/** The newest documents of a handoff, and how its results compare with those of its predecessor as they are now. */
export const evidenceOf = async (tenantId: string, record: BuilderRecord): Promise<Evidence> => {
  const [spec, results] = await Promise.all([
    findSubmission(tenantId, record.id, "SPEC", record.spec.version),
    record.results && findSubmission(tenantId, record.id, "RESULTS", record.results.version),
  ]);
  if (!spec) throw notFound();
  if (!results) return { spec, results: undefined, comparison: undefined };
  const comparison = await comparisonOf(tenantId, record, results.parsed as Results);
  return { spec, results, comparison };
};

/** A submitted document as it was sealed; undefined if there is no such version. */
export const findSubmission = async (
  tenantId: string,
  id: string,
  kind: "SPEC" | "RESULTS",
  version: number,
): Promise<Submission | undefined> =>
  (await findSealed(tenantId, id, kind, version))?.payload as Submission | undefined;

/** The handoff's mission in one line, as its newest spec says it. */
export const missionOf = async (tenantId: string, record: BuilderRecord): Promise<string> => {
  const spec = await findSubmission(tenantId, record.id, "SPEC", record.spec.version);
  return (spec?.parsed as Spec | undefined)?.mission ?? NO_MISSION;
};

const NO_MISSION = "(the spec states no mission)";

const comparisonOf = async (tenantId: string, record: BuilderRecord, results: Results): Promise<Comparison> => {
  const predecessor = predecessorOf(record);
  if (!predecessor) return compareBaselines(record.id, results, null, undefined, []);
  const [before, others] = await Promise.all([
    latestResults(tenantId, predecessor.handoff_id),
    predecessor.claimed ? otherClaimants(tenantId, record.id, predecessor.handoff_id) : [],
  ]);
  return compareBaselines(record.id, results, predecessor, before, others);
};

const predecessorOf = ({ id, results }: BuilderRecord): Predecessor | null => {
  if (results?.predecessor) return { handoff_id: results.predecessor, claimed: true };
  const preceding = precedingId(id);
  return preceding ? { handoff_id: preceding, claimed: false } : null;
};

const find = async (tenantId: string, id: string): Promise<BuilderRecord | undefined> => {
  const aggregate = await readAggregate(aggregatePartition(tenantId, "BUILDER", id));
  return aggregate && recordOf(aggregate);
};

/** The newest results of a handoff, whatever became of a spec that followed them. */
const latestResults = async (tenantId: string, id: string) => {
  const version = (await find(tenantId, id))?.versions.RESULTS ?? 0;
  const found = version > 0 ? await findSubmission(tenantId, id, "RESULTS", version) : undefined;
  return found && { version, results: found.parsed as Results };
};

const MOST_CLAIMANTS = 20;

/** A claim is left standing when later results name another predecessor: the handoff itself says what holds. */
const otherClaimants = async (tenantId: string, id: string, predecessor: string): Promise<string[]> => {
  const claimants = (await claimantsOf(tenantId, predecessor)).filter((each) => each !== id).slice(0, MOST_CLAIMANTS);
  const records = await Promise.all(claimants.map((each) => find(tenantId, each)));
  return records.flatMap((each) => (each?.results?.predecessor === predecessor ? [each.id] : []));
};
