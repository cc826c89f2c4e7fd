import { notFound } from "../kernel/problem.ts";
import { readAggregate } from "../ledger/aggregate.ts";
import { aggregatePartition } from "../ledger/keys.ts";
import { compareBaselines, type Comparison } from "./baseline.ts";
import { recordOf } from "./builder-item.ts";
import { claimantsOf, findSealed } from "./builder-repository.ts";
import type { Evidence } from "./checklist.ts";
import { idsBetween, isCleanup, precedingIds } from "./handoff-id.ts";
import type { BuilderRecord } from "./handoff-record.ts";
import type { Before } from "./predecessor.ts";
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
  const claimed = record.results?.predecessor;
  if (!claimed) {
    const preceding = await precedingBaseline(tenantId, precedingIds(record.id, MOST_PRECEDING));
    const predecessor = preceding && { handoff_id: preceding.id, claimed: false };
    return compareBaselines(record.id, results, predecessor ?? null, preceding?.before ?? "no_results", NO_CLAIMS);
  }
  const nearer = isCleanup(record.id) ? [] : idsBetween(claimed, record.id, MOST_PRECEDING);
  const [before, others, cycle, newer] = await Promise.all([
    find(tenantId, claimed).then((record) => baselineOf(tenantId, record)),
    otherClaimants(tenantId, record.id, claimed),
    cycleFrom(tenantId, [record.id, claimed]),
    precedingBaseline(tenantId, nearer),
  ]);
  return compareBaselines(record.id, results, { handoff_id: claimed, claimed: true }, before, {
    others,
    cycle,
    newer: newer?.id ?? null,
  });
};

const NO_CLAIMS = { others: [], cycle: [], newer: null };

const find = async (tenantId: string, id: string): Promise<BuilderRecord | undefined> => {
  const aggregate = await readAggregate(aggregatePartition(tenantId, "BUILDER", id));
  return aggregate && recordOf(aggregate);
};

/** The newest VALIDATED results of a handoff, whatever was submitted since: what was returned is nobody's baseline. */
const baselineOf = async (tenantId: string, record: BuilderRecord | undefined): Promise<Before> => {
  if (!record || record.versions.RESULTS === 0) return "no_results";
  const version = record.validated;
  const found = version === undefined ? undefined : await findSubmission(tenantId, record.id, "RESULTS", version);
  return version !== undefined && found ? { version, results: found.parsed as Results } : "not_validated";
};

const MOST_PRECEDING = 30;

/** The first of some handoffs, the nearest first, that has VALIDATED results. */
const precedingBaseline = async (
  tenantId: string,
  ids: readonly string[],
): Promise<{ id: string; before: Before } | undefined> => {
  const records = await Promise.all(ids.map((each) => find(tenantId, each)));
  const preceding = records.find((record) => record?.validated !== undefined);
  return preceding && { id: preceding.id, before: await baselineOf(tenantId, preceding) };
};

/** The walk along the claims, if it leads back to where it began, among the nearest 30. */
const cycleFrom = async (tenantId: string, walk: readonly string[]): Promise<readonly string[]> => {
  const next = (await find(tenantId, walk.at(-1) ?? ""))?.results?.predecessor;
  if (!next || walk.length > MOST_PRECEDING) return [];
  if (walk.includes(next)) return next === walk[0] ? [...walk, next] : [];
  return cycleFrom(tenantId, [...walk, next]);
};

const MOST_CLAIMANTS = 20;

/** A claim is left standing when later results name another predecessor: the handoff itself says what holds. */
const otherClaimants = async (tenantId: string, id: string, predecessor: string): Promise<string[]> => {
  const claimants = (await claimantsOf(tenantId, predecessor)).filter((each) => each !== id).slice(0, MOST_CLAIMANTS);
  const records = await Promise.all(claimants.map((each) => find(tenantId, each)));
  return records.flatMap((each) => (each?.results?.predecessor === predecessor ? [each.id] : []));
};
