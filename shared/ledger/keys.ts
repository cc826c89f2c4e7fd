/**
 * The data model on one screen. Three tables, each with `pk` and `sk`; the tenant is the first word of every key.
 *
 *   records   what may change            pk                                     sk
 *     head of an aggregate               TENANT#<t>#<NOUN>#<id>                 HEAD
 *     part of an aggregate               TENANT#<t>#<NOUN>#<id>                 <PART>, such as READINESS, GATES, ITEMS-000
 *     what a part was before             TENANT#<t>#<NOUN>#<id>#HISTORY         <rev, 12 digits>#<PART>
 *     all aggregates of a kind           TENANT#<t>#<NOUN>S                     <created_at>#<id>
 *     answer to a repeatable request     TENANT#<t>#ONCE#<key hash>             ONCE, and ONCE#<n> if long
 *     how long the log was, and its root TENANT#<t>#CHECKPOINTS                 <size, 12 digits>
 *     products, by their codes           TENANT#<t>#PRODUCTS                    <code, upper case>
 *     formulations of a project          TENANT#<t>#PROJECT#<p>#FORMULATIONS    <formulation>
 *     attempts at a launch that failed   TENANT#<t>#PROJECT#<p>#ATTEMPTS        <requested_at>#<attempt>
 *     what a user has in the wizard      TENANT#<t>#PROJECT#<p>#DRAFTS          <hash of the user>
 *     notifications of a role            TENANT#<t>#INBOX#<role>                <created_at>#<handoff>
 *     that one was published as well     TENANT#<t>#PUBLISHED#<handoff>         TOPIC
 *     totals of a feature's day          TENANT#<t>#FEATURE#<f>#TOTALS          <day>#<phase order>#<agent>
 *     features that were active          TENANT#<t>#DAYS                        <day>#<feature>
 *     features that were in an epic      TENANT#<t>#EPIC#<e>#FEATURES           <feature>
 *     who started from whose baseline    TENANT#<t>#BUILDER#<h>#SUCCESSORS      <handoff>
 *     workflow handoffs of a chain       TENANT#<t>#CHAIN#<first>               <submitted_at>#<handoff>
 *     which handoff an approval is of    TENANT#<t>#APPROVAL#<a>                APPROVAL
 *
 *   ledger    what is sealed             pk                                     sk
 *     run handoff                        TENANT#<t>#RUN#<run>                   HANDOFF
 *     launch handoff                     TENANT#<t>#PROJECT#<project>           LAUNCH
 *     handoff packet                     TENANT#<t>#FEATURE#<feature>           PACKET#<phase order>#<999999 − version>
 *     builder document                   TENANT#<t>#BUILDER#<handoff>           SPEC | RESULTS | ANSWERS | REVIEW#<version>
 *     closing of a wave                  TENANT#<t>#WAVE#<wave>                 CLOSING
 *     workflow handoff                   TENANT#<t>#WORKFLOW#<handoff>          HANDOFF | ACCEPTANCE | WITHDRAWAL | APPROVAL#<a>
 *
 *   audit     the log of both            pk                                     sk
 *     segment of a tenant's log          TENANT#<t>                             seg#<start, 12 digits>
 *     hash of a full tree                TENANT#<t>                             node#<height>#<n, 12 digits>
 *     what is in 1,024 entries           TENANT#<t>                             chunk#<n, 12 digits>
 */
export type Key = { pk: string; sk: string };

/** What an aggregate is of. Its subject in the log is the noun in lower case and the id: `run:<id>`. */
export type Noun =
  | "RUN"
  | "FEATURE"
  | "PROJECT"
  | "FORMULATION"
  | "PRODUCT"
  | "BOM"
  | "WORKORDER"
  | "ROUTING"
  | "SETTINGS"
  | "WORKFLOW"
  | "BUILDER"
  | "WAVE"
  | "PROMPT";

export const HEAD = "HEAD";

export const aggregatePartition = (tenantId: string, noun: Noun, id: string): string =>
  `TENANT#${tenantId}#${noun}#${id}`;
export const historyKey = (partition: string, rev: number, part: string): Key => ({
  pk: `${partition}#HISTORY`,
  sk: `${digits(rev)}#${part}`,
});
export const listPartition = (tenantId: string, noun: Noun): string => `TENANT#${tenantId}#${noun}S`;
export const listKey = (tenantId: string, noun: Noun, createdAt: string, id: string): Key => ({
  pk: listPartition(tenantId, noun),
  sk: `${createdAt}#${id}`,
});
/** @param piece of an answer that is longer than one item, counted on from 1 */
export const onceKey = (tenantId: string, hash: string, piece = 0): Key => ({
  pk: `TENANT#${tenantId}#ONCE#${hash}`,
  sk: piece === 0 ? "ONCE" : `ONCE#${String(piece).padStart(3, "0")}`,
});

export const checkpointPartition = (tenantId: string): string => `TENANT#${tenantId}#CHECKPOINTS`;
export const checkpointKey = (tenantId: string, size: number): Key => ({
  pk: checkpointPartition(tenantId),
  sk: digits(size),
});

export const runHandoffKey = (tenantId: string, runId: string): Key => ({
  pk: aggregatePartition(tenantId, "RUN", runId),
  sk: "HANDOFF",
});

export const MOST_VERSIONS = 999_999;
/** Newer versions first: the order of the keys is the one in which packets are listed. */
export const packetKey = (tenantId: string, featureId: string, phaseOrder: number, version: number): Key => ({
  pk: aggregatePartition(tenantId, "FEATURE", featureId),
  sk: `PACKET#${phaseOrder}#${String(MOST_VERSIONS - version).padStart(6, "0")}`,
});
export const totalsPartition = (tenantId: string, featureId: string): string =>
  `${aggregatePartition(tenantId, "FEATURE", featureId)}#TOTALS`;
/** An agent's id may be any text, so it comes last. */
export const totalsKey = (
  tenantId: string,
  featureId: string,
  { day, phaseOrder, agentId }: { day: string; phaseOrder: number; agentId: string },
): Key => ({ pk: totalsPartition(tenantId, featureId), sk: `${day}#${phaseOrder}#${agentId}` });
export const activeDayPartition = (tenantId: string): string => `TENANT#${tenantId}#DAYS`;
export const activeDayKey = (tenantId: string, day: string, featureId: string): Key => ({
  pk: activeDayPartition(tenantId),
  sk: `${day}#${featureId}`,
});
export const epicPartition = (tenantId: string, epicId: string): string => `TENANT#${tenantId}#EPIC#${epicId}#FEATURES`;
export const epicKey = (tenantId: string, epicId: string, featureId: string): Key => ({
  pk: epicPartition(tenantId, epicId),
  sk: featureId,
});

/** The id of a formulation is its own behind that of its project: `7.3`. */
export const formulationId = (projectId: string, id: string): string => `${projectId}.${id}`;
export const formulationsPartition = (tenantId: string, projectId: string): string =>
  `${aggregatePartition(tenantId, "PROJECT", projectId)}#FORMULATIONS`;
/** One row a code, whatever its case: whoever has it has the code, and the rows are the list of products. */
export const productCodeKey = (tenantId: string, code: string): Key => ({
  pk: listPartition(tenantId, "PRODUCT"),
  sk: code.toUpperCase(),
});
/** One row each: the project's head carries only the newest event. */
export const failedAttemptsPartition = (tenantId: string, projectId: string): string =>
  `${aggregatePartition(tenantId, "PROJECT", projectId)}#ATTEMPTS`;
export const failedAttemptKey = (tenantId: string, projectId: string, requestedAt: string, id: string): Key => ({
  pk: failedAttemptsPartition(tenantId, projectId),
  sk: `${requestedAt}#${id}`,
});
/** A user's id may have any character, so it stands here as its hash. */
export const draftKey = (tenantId: string, projectId: string, userHash: string): Key => ({
  pk: `${aggregatePartition(tenantId, "PROJECT", projectId)}#DRAFTS`,
  sk: userHash,
});
export const inboxPartition = (tenantId: string, role: string): string => `TENANT#${tenantId}#INBOX#${role}`;
export const notificationKey = (tenantId: string, role: string, createdAt: string, id: string): Key => ({
  pk: inboxPartition(tenantId, role),
  sk: `${createdAt}#${id}`,
});
export const publishedKey = (tenantId: string, id: string): Key => ({
  pk: `TENANT#${tenantId}#PUBLISHED#${id}`,
  sk: "TOPIC",
});
export const launchHandoffKey = (tenantId: string, projectId: string): Key => ({
  pk: aggregatePartition(tenantId, "PROJECT", projectId),
  sk: "LAUNCH",
});
export const workflowSealKey = (tenantId: string, workflowId: string, what: string): Key => ({
  pk: aggregatePartition(tenantId, "WORKFLOW", workflowId),
  sk: what,
});
export const chainPartition = (tenantId: string, first: string): string => `TENANT#${tenantId}#CHAIN#${first}`;
export const chainKey = (tenantId: string, first: string, submittedAt: string, workflowId: string): Key => ({
  pk: chainPartition(tenantId, first),
  sk: `${submittedAt}#${workflowId}`,
});
export const approvalKey = (tenantId: string, approvalId: string): Key => ({
  pk: `TENANT#${tenantId}#APPROVAL#${approvalId}`,
  sk: "APPROVAL",
});
/** What a builder handoff seals, a version at a time. */
export type BuilderDocument = "SPEC" | "RESULTS" | "ANSWERS" | "REVIEW";
export const builderDocumentKey = (
  tenantId: string,
  handoffId: string,
  kind: BuilderDocument,
  version: number,
): Key => ({
  pk: aggregatePartition(tenantId, "BUILDER", handoffId),
  sk: `${kind}#${String(version).padStart(6, "0")}`,
});
export const successorsPartition = (tenantId: string, handoffId: string): string =>
  `${aggregatePartition(tenantId, "BUILDER", handoffId)}#SUCCESSORS`;
export const waveClosingKey = (tenantId: string, waveId: string): Key => ({
  pk: aggregatePartition(tenantId, "WAVE", waveId),
  sk: "CLOSING",
});

export const logPartition = (tenantId: string): string => `TENANT#${tenantId}`;
export const SEGMENTS = "seg#";
export const segmentKey = (tenantId: string, start: number): Key => ({
  pk: logPartition(tenantId),
  sk: `${SEGMENTS}${digits(start)}`,
});
/** @param height of the tree: of height 8 it has 256 entries */
export const nodeKey = (tenantId: string, height: number, n: number): Key => ({
  pk: logPartition(tenantId),
  sk: `node#${String(height).padStart(2, "0")}#${digits(n)}`,
});
export const chunkKey = (tenantId: string, n: number): Key => ({
  pk: logPartition(tenantId),
  sk: `chunk#${digits(n)}`,
});

/** The tenant, noun and id that an aggregate's partition is made of; undefined for any other partition. */
export const ownerOf = (partition: string): { tenantId: string; noun: string; id: string } | undefined => {
  const [, tenantId, noun, id] = /^TENANT#([^#]+)#([A-Z]+)#([^#]+)$/.exec(partition) ?? [];
  return tenantId && noun && id ? { tenantId, noun, id } : undefined;
};

/** Whose partition it is, whatever else it is; undefined for what is nobody's. */
export const tenantOf = (partition: string): string | undefined => /^TENANT#([^#]+)(?:#|$)/.exec(partition)?.[1];

/** Whether a tenant's signed checkpoints are kept there. */
export const isOfCheckpoints = (partition: string): boolean =>
  partition === checkpointPartition(tenantOf(partition) ?? "");

/** The subject of an aggregate in the log: `run:<id>`. */
export const subjectOf = (noun: string, id: string): string => `${noun.toLowerCase()}:${id}`;

/** The partition of a subject. */
export const partitionOf = (tenantId: string, subject: string): string => {
  const [noun = "", ...id] = subject.split(":");
  return `TENANT#${tenantId}#${noun.toUpperCase()}#${id.join(":")}`;
};

/** Numbers in keys have twelve digits, so that their bytes sort as they do. */
const digits = (value: number): string => String(value).padStart(12, "0");
