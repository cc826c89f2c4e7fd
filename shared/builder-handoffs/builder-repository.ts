import { type Answer } from "../kernel/answer.ts";
import { type BuilderDocument, builderDocumentKey, successorsPartition } from "../ledger/keys.ts";
import { listAggregates } from "../ledger/listing.ts";
import { type ChangeCall, changeRecord, putRecord, readRecord, type RecordKind } from "../ledger/record.ts";
import { get, query } from "../ledger/table.ts";
import { BuilderHandoff, type HandoffState } from "./builder-handoff.ts";
import { recordOf, writesOf } from "./builder-item.ts";
import type { BuilderChange, BuilderRecord } from "./handoff-record.ts";

const builders: RecordKind<BuilderRecord, BuilderChange> = { noun: "BUILDER", recordOf, writesOf };

/** The handoff as it is now. @throws Problem NOT_FOUND */
export const read = (tenantId: string, id: string): Promise<BuilderRecord> => readRecord(builders, tenantId, id);

/** Changes a handoff by a rule. @throws as `changeRecord` does */
export const change = (
  call: ChangeCall,
  id: string,
  rule: (record: BuilderRecord, first: BuilderRecord) => BuilderChange | Promise<BuilderChange>,
  answer: (change: BuilderChange) => Answer,
): Promise<Answer> => changeRecord(builders, call, id, rule, answer);

/** Like `change`, for a handoff that may not exist yet. */
export const put = (
  call: ChangeCall,
  id: string,
  rule: (record: BuilderRecord | undefined) => BuilderChange,
  answer: (change: BuilderChange) => Answer,
): Promise<Answer> => putRecord(builders, call, id, rule, answer);

/** One page of a tenant's handoffs, oldest first. `next` is where the page ended, if more may follow. */
export const list = async (
  tenantId: string,
  { state, ...page }: { state: HandoffState | undefined; after: string | undefined; limit: number },
): Promise<{ handoffs: BuilderHandoff[]; next: string | undefined }> => {
  const { entries, next } = await listAggregates(tenantId, "BUILDER", {
    ...page,
    parts: [],
    pick: ({ head }) => {
      const handoff = BuilderHandoff.parse(head);
      return state === undefined || handoff.state === state ? handoff : undefined;
    },
  });
  return { handoffs: entries, next };
};

/** What was sealed at one version, and its digest; undefined if there is none. */
export const findSealed = async (
  tenantId: string,
  id: string,
  kind: BuilderDocument,
  version: number,
): Promise<{ digest: string; payload: unknown } | undefined> => {
  const item = await get("LEDGER_TABLE", builderDocumentKey(tenantId, id, kind, version));
  return item && { digest: item.digest as string, payload: JSON.parse(item.payload as string) as unknown };
};

/** What was sealed at a version, or at the newest, with its digest; undefined if there is none. @throws Problem NOT_FOUND */
export const findVersion = async (
  tenantId: string,
  id: string,
  kind: BuilderDocument,
  version: number | undefined,
): Promise<(object & { digest: string }) | undefined> => {
  const newest = version ?? (await read(tenantId, id)).versions[kind];
  const found = newest > 0 ? await findSealed(tenantId, id, kind, newest) : undefined;
  return found && { ...(found.payload as object), digest: found.digest };
};

/** The handoffs whose results have ever claimed this one as their predecessor. */
export const claimantsOf = async (tenantId: string, id: string): Promise<string[]> =>
  (await query("RECORDS_TABLE", successorsPartition(tenantId, id))).map(({ sk }) => sk);
