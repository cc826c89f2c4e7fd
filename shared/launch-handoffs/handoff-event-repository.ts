import { notFound } from "../kernel/problem.ts";
import { commit } from "../ledger/commit.ts";
import { failedAttemptKey, failedAttemptsPartition } from "../ledger/keys.ts";
import { atNextRev, type ChangeCall, type State } from "../ledger/record.ts";
import { query } from "../ledger/table.ts";
import { insert } from "../ledger/transaction.ts";
import { eventsOfFailure, eventsOfLaunch, FailedAttempt, type HandoffEvent, tellFailure } from "./handoff-event.ts";
import * as launches from "./launch-handoff-repository.ts";
import type { ProjectChange, ProjectRecord } from "./project-record.ts";
import * as projects from "./project-repository.ts";

/**
 * Keeps a failed attempt and tells the project of it, outside the transaction that was rolled back.
 * @throws Problem ALREADY_LAUNCHED when the attempt did launch the project after all: only its answer was lost; NOT_FOUND, BUSY,
 *   OUTCOME_UNKNOWN
 */
export const keepFailure = async (call: ChangeCall, projectId: string, attempt: FailedAttempt): Promise<void> => {
  const { tenantId } = call.actor;
  await commit<State<ProjectRecord>, ProjectChange>({
    read: async () => {
      const state = await projects.load(tenantId, projectId);
      return { state, commitId: state.aggregate?.event.id };
    },
    decide: ({ record }) => {
      if (!record) throw notFound();
      return atNextRev(tellFailure(record, attempt));
    },
    writes: (before, change, commitId) => [
      ...projects.projectWrites({ ...call, once: undefined, commitId }, before, change, factsOf(attempt)),
      insert("attempt", "RECORDS_TABLE", {
        ...failedAttemptKey(tenantId, projectId, attempt.requested_at, attempt.id),
        json: JSON.stringify(attempt),
      }),
    ],
  });
};

const factsOf = ({ error_code, step_failed }: FailedAttempt) => ({ error_code, step_failed });

type Page = { after: string | undefined; limit: number };

/** One page of what became of a project's handoff, newest first. `next` is where the page ended, if more may follow. */
export const listEvents = async (
  tenantId: string,
  projectId: string,
  { after, limit }: Page,
): Promise<{ events: HandoffEvent[]; next: string | undefined }> => {
  const [{ project }, rows, launch] = await Promise.all([
    projects.read(tenantId, projectId),
    query("RECORDS_TABLE", failedAttemptsPartition(tenantId, projectId), { after, limit, newestFirst: true }),
    launches.find(tenantId, projectId),
  ]);
  const next = rows.length === limit ? rows.at(-1)?.sk : undefined;
  const failures = rows.map(({ sk, json }) => ({
    place: sk,
    events: eventsOfFailure(FailedAttempt.parse(JSON.parse(json as string)), project.id),
  }));
  const completed = (launch ? [launch.payload] : []).map((payload) => ({
    place: `${payload.executed_at}#${payload.handoff_id}`,
    events: eventsOfLaunch(payload),
  }));
  // The launch is sealed elsewhere: it stands on the page whose places it falls between.
  const here = completed.filter(({ place }) => (!after || place < after) && (!next || place >= next));
  const attempts = [...failures, ...here].sort((a, b) => (a.place > b.place ? -1 : 1));
  return { events: attempts.flatMap(({ events }) => events), next };
};
