import * as z from "zod/mini";
import type { Answer } from "../kernel/answer.ts";
import { type Aggregate, aggregateWrites } from "../ledger/aggregate.ts";
import { aggregatePartition, HEAD, listKey } from "../ledger/keys.ts";
import { listAggregates } from "../ledger/listing.ts";
import {
  type ChangeCall,
  changeRecord,
  type Commit,
  load as loadRecord,
  putRecord,
  readRecord,
  type RecordKind,
  type State,
} from "../ledger/record.ts";
import { check, insert, type Write } from "../ledger/transaction.ts";
import { Allergens } from "./allergens.ts";
import { ComplianceDocs } from "./compliance-doc.ts";
import { Costings } from "./costing.ts";
import { GateChecklist } from "./gate-checklist.ts";
import { Project, type ProjectStatus } from "./project.ts";
import type { ProjectChange, ProjectRecord } from "./project-record.ts";
import { keyOf } from "./record-id.ts";
import { eventOf, type Facts, keptAnswer, stored } from "./stored.ts";

const Head = z.object({ project: z.string(), handoff_id: z.optional(z.string()) });

const Parts = z.object({
  GATES: z._default(GateChecklist, []),
  COSTING: z._default(Costings, []),
  DOCS: z._default(ComplianceDocs, []),
  ALLERGENS: z.optional(Allergens),
});

const recordOf = ({ rev, head, parts }: Aggregate): ProjectRecord => {
  const { project, handoff_id } = Head.parse(head);
  const { GATES: gates, COSTING: costing, DOCS: docs, ALLERGENS: allergens } = Parts.parse(parts);
  return { rev, project: Project.parse(JSON.parse(project)), gates, costing, docs, allergens, handoff_id };
};

/** The steps that bring a project from what was read to what was decided. */
export const projectWrites = (
  commit: Commit,
  before: State<ProjectRecord>,
  { record, event }: ProjectChange,
  facts?: Facts,
): Write[] => {
  const { tenantId } = commit.actor;
  const { project, handoff_id } = record;
  const id = keyOf(project.id);
  return [
    ...aggregateWrites(aggregatePartition(tenantId, "PROJECT", id), before.aggregate, {
      event: eventOf(commit, event, facts),
      head: { project: stored(project), handoff_id },
      parts: changedParts(before.record, record),
    }),
    ...(before.record ? [] : [insert("list", "RECORDS_TABLE", listKey(tenantId, "PROJECT", project.created_at, id))]),
  ];
};

/** What a rule left as it was is the very same object. */
const changedParts = (before: ProjectRecord | undefined, after: ProjectRecord): Record<string, unknown> => {
  const parts: Record<string, unknown> = {};
  if (after.gates !== before?.gates) parts.GATES = after.gates;
  if (after.costing !== before?.costing) parts.COSTING = after.costing;
  if (after.docs !== before?.docs) parts.DOCS = after.docs;
  if (after.allergens !== before?.allergens) parts.ALLERGENS = after.allergens ?? null;
  return parts;
};

const projects: RecordKind<ProjectRecord, ProjectChange> = {
  noun: "PROJECT",
  recordOf,
  writesOf: (commit, before, change, answer) => [
    ...projectWrites(commit, before, change),
    ...keptAnswer(commit, () => answer(change)),
  ],
};

/** The step that writes nothing, and refuses if the project has changed since it was read. */
export const projectCheck = (tenantId: string, { rev, project }: ProjectRecord): Write => {
  const pk = aggregatePartition(tenantId, "PROJECT", keyOf(project.id));
  return check("project", "RECORDS_TABLE", { pk, sk: HEAD }, "rev", rev);
};

/** The project as it is now, and what a write of it is conditioned on. */
export const load = (tenantId: string, id: string): Promise<State<ProjectRecord>> => loadRecord(projects, tenantId, id);

/** The project as it is now. @throws Problem NOT_FOUND */
export const read = (tenantId: string, id: string): Promise<ProjectRecord> => readRecord(projects, tenantId, id);

/** Makes a project or changes it by a rule. @throws as `putRecord` does */
export const put = (
  call: ChangeCall,
  id: string,
  rule: (record: ProjectRecord | undefined) => ProjectChange,
  answer: (change: ProjectChange) => Answer,
): Promise<Answer> => putRecord(projects, call, id, rule, answer);

/** Changes a project by a rule. @throws as `changeRecord` does */
export const change = (
  call: ChangeCall,
  id: string,
  rule: (record: ProjectRecord) => ProjectChange,
  answer: (change: ProjectChange) => Answer,
): Promise<Answer> => changeRecord(projects, call, id, rule, answer);

type Page = { status: ProjectStatus | undefined; after: string | undefined; limit: number };

/** One page of a tenant's projects, oldest first. `next` is where the page ended, if more may follow. */
export const list = async (
  tenantId: string,
  { status, ...page }: Page,
): Promise<{ projects: Project[]; next: string | undefined }> => {
  const { entries, next } = await listAggregates(tenantId, "PROJECT", {
    ...page,
    parts: [],
    pick: ({ head }) => {
      const project = Project.parse(JSON.parse(Head.parse(head).project));
      return status && project.status !== status ? undefined : project;
    },
  });
  return { projects: entries, next };
};
