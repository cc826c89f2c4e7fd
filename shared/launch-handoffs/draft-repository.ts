import type { Actor } from "../kernel/actor.ts";
import type { Answer } from "../kernel/answer.ts";
import { commit } from "../ledger/commit.ts";
import { draftKey } from "../ledger/keys.ts";
import { answerOnce, recallAnswer } from "../ledger/once.ts";
import type { ChangeCall } from "../ledger/record.ts";
import { digestOfText } from "../ledger/seal.ts";
import { type Item, query } from "../ledger/table.ts";
import { insert, replace } from "../ledger/transaction.ts";
import { assertDraftable, SavedDraft } from "./draft.ts";
import * as projects from "./project-repository.ts";
import type { ProjectRecord } from "./project-record.ts";
import { keptAnswer } from "./stored.ts";

export type DraftRecord = { rev: number; saved: SavedDraft };

/** What a user has saved in the wizard of a project; undefined if nothing. */
export const load = async (actor: Actor, projectId: string): Promise<DraftRecord | undefined> => {
  const row = await rowOf(actor, projectId);
  return row && { rev: Number(row.rev), saved: SavedDraft.parse(JSON.parse(row.json as string)) };
};

type Read = { project: ProjectRecord; row: Item | undefined };

/**
 * Saves a draft over the one before, while its project is not launched. It is the user's own and no change of a record, so it
 * is not in the log.
 * @param check judges the rev of the draft before, undefined where there is none
 * @param answer from the rev of the draft
 * @throws Problem NOT_FOUND, ALREADY_LAUNCHED, BUSY, OUTCOME_UNKNOWN, IDEMPOTENCY_KEY_REUSED and whatever the check throws
 */
export const save = (
  call: ChangeCall,
  projectId: string,
  saved: SavedDraft,
  check: (rev: number | undefined) => void,
  answer: (rev: number) => Answer,
): Promise<Answer> => {
  const { actor } = call;
  const decideAndWrite = async (): Promise<Answer> => {
    const rev = await commit<Read, number>({
      read: async () => {
        const [project, row] = await Promise.all([projects.read(actor.tenantId, projectId), rowOf(actor, projectId)]);
        return { state: { project, row }, commitId: row?.commit_id as string | undefined };
      },
      decide: ({ project, row }) => {
        const before = row && Number(row.rev);
        check(before);
        assertDraftable(project);
        return (before ?? 0) + 1;
      },
      writes: ({ project, row }, next, commitId) => {
        const item = { ...keyOf(actor, projectId), rev: next, commit_id: commitId, json: JSON.stringify(saved) };
        return [
          row ? replace("draft", "RECORDS_TABLE", item, "rev", row.rev) : insert("draft", "RECORDS_TABLE", item),
          projects.projectCheck(actor.tenantId, project),
          ...keptAnswer({ ...call, commitId }, () => answer(next)),
        ];
      },
    });
    return answer(rev);
  };
  return answerOnce(call.once, decideAndWrite, (once) => recallAnswer(actor.tenantId, once));
};

const keyOf = ({ tenantId, id }: Actor, projectId: string) => draftKey(tenantId, projectId, digestOfText(id));

const rowOf = async (actor: Actor, projectId: string): Promise<Item | undefined> => {
  const { pk, sk } = keyOf(actor, projectId);
  const [row] = await query("RECORDS_TABLE", pk, { first: sk, last: sk });
  return row;
};
