import { type Answer } from "../kernel/answer.ts";
import { Problem } from "../kernel/problem.ts";
import { type Aggregate, aggregateWrites, readAggregate } from "../ledger/aggregate.ts";
import { aggregatePartition, HEAD, listKey } from "../ledger/keys.ts";
import { listAggregates } from "../ledger/listing.ts";
import { rememberAnswer } from "../ledger/once.ts";
import { type ChangeCall, type Commit, putRecord, type RecordKind } from "../ledger/record.ts";
import { check, insert, type Write } from "../ledger/transaction.ts";
import { PromptContract } from "./prompt-contract.ts";

type ContractRecord = { rev: number; contract: PromptContract };

/** `isFound` says that the very same was published before, and is there still. */
type ContractChange = { record: ContractRecord; isFound: boolean };

const contractIn = ({ parts }: Pick<Aggregate, "parts">): PromptContract => PromptContract.parse(parts.CONTRACT);

const contracts: RecordKind<ContractRecord, ContractChange> = {
  noun: "PROMPT",
  recordOf: (aggregate) => ({ rev: aggregate.rev, contract: contractIn(aggregate) }),
  writesOf: (commit, before, change, answer) => [
    ...(before.aggregate ? [stillThere(commit, before.aggregate, change)] : publication(commit, change)),
    ...(commit.once ? rememberAnswer(commit.actor.tenantId, commit.once, answer(change)) : []),
  ],
};

const publication = ({ actor, now, commitId }: Commit, { record: { contract } }: ContractChange): Write[] => [
  ...aggregateWrites(aggregatePartition(actor.tenantId, "PROMPT", contract.version), undefined, {
    event: {
      ...{
        id: commitId,
        name: "builder_prompt_contract_published",
        actor_id: actor.id,
        occurred_at: now.toISOString(),
      },
      ...{ contract_version: contract.version, contract_digest: contract.digest },
    },
    head: {},
    parts: { CONTRACT: contract },
  }),
  insert("list", "RECORDS_TABLE", listKey(actor.tenantId, "PROMPT", contract.created_at, contract.version)),
];

/** What was published never changes, so this always holds: it is a transaction for the request's key to be kept in. */
const stillThere = ({ actor }: Commit, { rev }: Aggregate, { record: { contract } }: ContractChange): Write => {
  const pk = aggregatePartition(actor.tenantId, "PROMPT", contract.version);
  return check("head", "RECORDS_TABLE", { pk, sk: HEAD }, "rev", rev);
};

/** Publishes a version once. The same contract again changes nothing. @throws Problem PROMPT_CONTRACT_EXISTS */
export const publish = (
  call: ChangeCall,
  contract: PromptContract,
  answer: (contract: PromptContract) => { made: Answer; found: Answer },
): Promise<Answer> =>
  putRecord(
    contracts,
    call,
    contract.version,
    (record) => {
      if (!record) return { record: { rev: 0, contract }, isFound: false };
      if (record.contract.digest === contract.digest) return { record, isFound: true };
      throw new Problem(
        "PROMPT_CONTRACT_EXISTS",
        `Version ${contract.version} was published at ${record.contract.created_at} and never changes. Publish a new version.`,
      );
    },
    ({ record, isFound }) => answer(record.contract)[isFound ? "found" : "made"],
  );

/** One version of the contract; undefined if there is none. */
export const find = async (tenantId: string, version: string): Promise<PromptContract | undefined> => {
  const aggregate = await readAggregate(aggregatePartition(tenantId, "PROMPT", version));
  return aggregate && contractIn(aggregate);
};

/** One page of a tenant's versions, newest first. */
export const list = (tenantId: string, page: { after: string | undefined; limit: number }) =>
  listAggregates(tenantId, "PROMPT", {
    ...page,
    parts: ["CONTRACT"],
    newestFirst: true,
    pick: ({ parts }) => (parts.CONTRACT ? contractIn({ parts }) : undefined),
  });

/** The version that was asked for, or the one published last, whatever its number. @throws Problem PROMPT_CONTRACT_REQUIRED */
export const inForce = async (tenantId: string, version: string | undefined): Promise<PromptContract> => {
  const contract = version
    ? await find(tenantId, version)
    : (await list(tenantId, { after: undefined, limit: 1 })).entries[0];
  if (contract) return contract;
  throw new Problem(
    "PROMPT_CONTRACT_REQUIRED",
    `There is no prompt contract${version ? ` ${version}` : ""}. Put one to /api/builder-prompt-contracts/{version}.`,
  );
};
