import * as z from "zod/mini";
import type { Answer } from "../kernel/answer.ts";
import { type Aggregate, aggregateWrites } from "../ledger/aggregate.ts";
import { commit } from "../ledger/commit.ts";
import { aggregatePartition, formulationId, formulationsPartition } from "../ledger/keys.ts";
import { answerOnce, recallAnswer } from "../ledger/once.ts";
import {
  atNextRev,
  type ChangeCall,
  type Commit,
  load as loadRecord,
  type Readable,
  readRecord,
  type State,
} from "../ledger/record.ts";
import { query } from "../ledger/table.ts";
import { overwrite, type Write } from "../ledger/transaction.ts";
import { Formulation, type FormulationChange, FormulationItem, type FormulationRecord } from "./formulation.ts";
import type { FormulationReading } from "./formulation-plan.ts";
import type { ProjectRecord } from "./project-record.ts";
import * as projects from "./project-repository.ts";
import { keyOf } from "./record-id.ts";
import { eventOf, type Facts, itemParts, itemsIn, keptAnswer, stored } from "./stored.ts";

const Head = z.object({ formulation: z.string() });

const recordOf = ({ rev, head, parts }: Aggregate): FormulationRecord => ({
  rev,
  formulation: Formulation.parse(JSON.parse(Head.parse(head).formulation)),
  items: z.array(FormulationItem).parse(itemsIn(parts)),
});

/**
 * The steps that bring a formulation from what was read to what was decided. The project's list has a copy of it without
 * its items, so a validation finds out in one round of reads which formulation it speaks of.
 */
export const formulationWrites = (
  commit: Commit,
  before: State<FormulationRecord>,
  { record, event }: FormulationChange,
  facts?: Facts,
): Write[] => {
  const { tenantId } = commit.actor;
  const { formulation, items } = record;
  const [projectId, id] = [keyOf(formulation.npd_project_id), keyOf(formulation.id)];
  const row = { pk: formulationsPartition(tenantId, projectId), sk: id, json: stored(formulation) };
  return [
    ...aggregateWrites(aggregatePartition(tenantId, "FORMULATION", formulationId(projectId, id)), before.aggregate, {
      event: eventOf(commit, event, facts),
      head: { formulation: stored(formulation) },
      parts: items === before.record?.items ? {} : itemParts(items, before.aggregate?.parts),
    }),
    ...(formulation === before.record?.formulation ? [] : [overwrite("list", "RECORDS_TABLE", row)]),
  ];
};

const formulations: Readable<FormulationRecord> = { noun: "FORMULATION", recordOf };

/** The formulation as it is now, and what a write of it is conditioned on. */
export const load = (tenantId: string, projectId: string, id: string): Promise<State<FormulationRecord>> =>
  loadRecord(formulations, tenantId, formulationId(projectId, id));

/** The formulation as it is now. @throws Problem NOT_FOUND */
export const read = (tenantId: string, projectId: string, id: string): Promise<FormulationRecord> =>
  readRecord(formulations, tenantId, formulationId(projectId, id));

type Read = { project: ProjectRecord; formulation: State<FormulationRecord> };

/**
 * Makes a formulation or changes it by a rule, in its project as it is in that very transaction: a launch in between is seen.
 * @throws Problem NOT_FOUND for a project that is not there, and as `putRecord` does
 */
export const put = (
  call: ChangeCall,
  { projectId, id }: { projectId: string; id: string },
  rule: (reading: FormulationReading) => FormulationChange,
  answer: (record: FormulationRecord) => Answer,
): Promise<Answer> => {
  const { tenantId } = call.actor;
  const decideAndWrite = async (): Promise<Answer> => {
    const { record } = await commit<Read, FormulationChange>({
      read: async () => {
        const [project, formulation] = await Promise.all([
          projects.read(tenantId, projectId),
          load(tenantId, projectId, id),
        ]);
        return { state: { project, formulation }, commitId: formulation.aggregate?.event.id };
      },
      decide: ({ project, formulation }) => atNextRev(rule({ project, before: formulation.record })),
      writes: ({ project, formulation }, change, commitId) => [
        ...formulationWrites({ ...call, commitId }, formulation, change),
        projects.projectCheck(tenantId, project),
        ...keptAnswer({ ...call, commitId }, () => answer(change.record)),
      ],
    });
    return answer(record);
  };
  return answerOnce(call.once, decideAndWrite, (once) => recallAnswer(tenantId, once));
};

/** The formulations of a project without their items, by their ids. */
export const list = async (tenantId: string, projectId: string): Promise<Formulation[]> => {
  const rows = await query("RECORDS_TABLE", formulationsPartition(tenantId, projectId));
  return rows.map(({ json }) => Formulation.parse(JSON.parse(json as string)));
};
