import * as z from "zod/mini";
import { ratio } from "../kernel/decimal.ts";
import { Count, Instant, Uuid } from "../kernel/field.ts";
import { Problem } from "../kernel/problem.ts";
import { digestOf } from "../ledger/seal.ts";
import { noReadiness } from "./readiness.ts";
import type { Run } from "./run.ts";
import type { SnapshotPayload } from "./snapshot.ts";

const SentRun = z.looseObject({
  id: z.optional(Uuid),
  status: z.optional(z.string().check(z.maxLength(40))),
  portal_id: z.nullish(Uuid),
  zone_id: z.nullish(Uuid),
  starts_at: z.nullish(Instant),
  ends_at: z.nullish(Instant),
});

const SentRequest = z.looseObject({
  status_at_lock: z.optional(z.string()),
  coordination_opt_in_at_lock: z.nullish(z.boolean()),
});

const SentSummary = z.looseObject({
  total_attached: z.optional(Count),
  opted_in_count: z.optional(Count),
  opted_out_count: z.optional(Count),
});

/** A whole snapshot in the older shape: one entry for each attached request. Any further field may come and is only named. */
export const SentSnapshot = z.looseObject({
  run: z.optional(SentRun),
  attached_requests: z.optional(z.array(SentRequest)),
  summary: z.optional(SentSummary),
});
export type SentSnapshot = z.infer<typeof SentSnapshot>;

/**
 * Projects a sent snapshot onto counts.
 * @throws Problem INVALID_REQUEST when it is of another run, or holds more foreign fields than can be named
 */
export const readSentSnapshot = (run: Run, source: SentSnapshot): SnapshotPayload => {
  const { run: sent = {}, attached_requests: requests = [], summary } = source;
  if ((sent.id ?? run.id) !== run.id) throw refused("/snapshot_payload/run/id", "This snapshot is of another run");
  const attached = summary?.total_attached ?? requests.length;
  const optedIn = summary?.opted_in_count ?? requests.filter((each) => each.coordination_opt_in_at_lock).length;
  return {
    run_status: sent.status ?? run.status,
    portal_id: sent.portal_id === undefined ? run.portal_id : sent.portal_id,
    zone_id: sent.zone_id === undefined ? run.zone_id : sent.zone_id,
    window: {
      starts_at: sent.starts_at === undefined ? run.starts_at : sent.starts_at,
      ends_at: sent.ends_at === undefined ? run.ends_at : sent.ends_at,
    },
    attachments: { attached_count: attached, by_category: {}, by_status: countByStatus(requests) },
    coordination: { coord_ready_count: optedIn, opt_in_ratio: ratio(optedIn, attached) },
    readiness_drift: noReadiness.readiness_drift,
    zone_pricing_estimate: null,
    omitted_fields: omittedFields(source),
    source_digest: digestOf(source),
  };
};

/** A status is one word; whatever else stands there is counted without being repeated. */
const countByStatus = (requests: readonly z.infer<typeof SentRequest>[]): Record<string, number> => {
  const counts = new Map<string, number>();
  for (const { status_at_lock = "unknown" } of requests) {
    const status = /^[a-z][a-z0-9_-]{0,39}$/i.test(status_at_lock) ? status_at_lock : "other";
    counts.set(status, (counts.get(status) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].sort());
};

const MAX_OMITTED = 500;
const MAX_NAME = 100;

/** Names of the fields that the counts do not carry. A field unknown to us is named, and not looked into. */
const omittedFields = ({ run = {}, attached_requests = [], summary = {}, ...others }: SentSnapshot): string[] => {
  const names = new Set([
    ...Object.keys(others).map(nameable),
    ...notIn(SentRun, run).map((key) => `run.${key}`),
    ...attached_requests.flatMap((request) => notIn(SentRequest, request).map((key) => `attached_requests[].${key}`)),
    ...notIn(SentSummary, summary).map((key) => `summary.${key}`),
  ]);
  if (names.size > MAX_OMITTED || [...names].some((name) => name.length > MAX_NAME))
    throw refused(
      "/snapshot_payload",
      `Expected at most ${MAX_OMITTED} further fields with names of at most ${MAX_NAME} characters`,
    );
  return [...names].sort();
};

/** A key that is no name may be somebody's: it is said to be there, and not repeated. */
const notIn = (schema: { shape: object }, value: object): string[] =>
  Object.keys(value)
    .filter((key) => !Object.hasOwn(schema.shape, key))
    .map(nameable);

const nameable = (key: string): string => (/^[a-z_][a-z0-9_]*$/i.test(key) ? key : "(no name)");

const refused = (pointer: string, detail: string) =>
  new Problem("INVALID_REQUEST", `${pointer}: ${detail}.`, [{ pointer, detail }]);
