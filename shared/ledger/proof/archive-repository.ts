import {
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import { inconsistent, tell } from "../log/breach.ts";
import { assertGrown, keepSigned, keptSizes, openSigned, otherThan, type Signed } from "./checkpoint-repository.ts";
import { publicKey } from "./key-repository.ts";
import { headOfLog } from "../log/segment-repository.ts";

const s3 = new S3Client({
  ...(process.env.S3_ENDPOINT && { endpoint: process.env.S3_ENDPOINT, forcePathStyle: true }),
});

const ARCHIVED = "checkpoints/";
const folderOf = (tenantId: string): string => `${ARCHIVED}${tenantId}/`;

/** S3 lists keys upwards only: what is left to the largest size stands in front, so that the newest note comes first. */
const LARGEST = 999_999_999_999;
const keyOf = (tenantId: string, size: number): string =>
  `${folderOf(tenantId)}${[LARGEST - size, size].map((number) => String(number).padStart(12, "0")).join("-")}`;

/** Every tenant of whose log something was archived. */
export const archivedTenants = async (): Promise<string[]> => {
  const tenants: string[] = [];
  let ContinuationToken: string | undefined;
  do {
    const { CommonPrefixes = [], NextContinuationToken } = await s3.send(
      new ListObjectsV2Command({ ...bucket(), Prefix: ARCHIVED, Delimiter: "/", ContinuationToken }),
    );
    tenants.push(...CommonPrefixes.map(({ Prefix = "" }) => Prefix.slice(ARCHIVED.length, -1)));
    ContinuationToken = NextContinuationToken;
  } while (ContinuationToken !== undefined);
  return tenants;
};

/**
 * Holds a tenant's log against the newest note of it that nobody could delete. What is archived and no longer kept, of the
 * newest thousand notes, is told, and kept again.
 * @throws Problem LOG_INCONSISTENT when the log does not begin with what was archived
 */
export const assertExtendsArchive = async (tenantId: string): Promise<void> => {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ ...bucket(), Prefix: folderOf(tenantId) }));
  const keys = Contents.flatMap(({ Key }) => Key ?? []);
  const [newest] = keys;
  if (!newest) return;
  const { checkpoint } = await readArchived(tenantId, newest);
  await assertGrown(tenantId, checkpoint, await headOfLog(tenantId));
  const kept = new Set((await keptSizes(tenantId)).map((size) => keyOf(tenantId, size)));
  for (const key of keys.filter((each) => !kept.has(each)).reverse()) {
    const archived = await readArchived(tenantId, key);
    const { size } = archived.checkpoint;
    tell(tenantId, { position: size, what: `the checkpoint of ${size} entries that was signed was gone` });
    await keepSigned(tenantId, archived);
  }
};

/**
 * Puts a signed checkpoint where nobody can change or delete it before its retention ends: one object a size, so a log that
 * has not grown is not put again.
 * @throws Problem LOG_INCONSISTENT when another root is archived for this size
 */
export const archiveCheckpoint = async (tenantId: string, { checkpoint, note }: Signed): Promise<void> => {
  const Key = keyOf(tenantId, checkpoint.size);
  const command = new PutObjectCommand({
    ...bucket(),
    Key,
    Body: note,
    ContentType: "text/plain; charset=utf-8",
    IfNoneMatch: "*",
    // Object Lock asks for a checksum with every put.
    ChecksumAlgorithm: "SHA256",
  });
  try {
    await s3.send(command);
  } catch (error) {
    const isThere = error instanceof S3ServiceException && error.$metadata.httpStatusCode === 412;
    if (!isThere) throw error;
    const { checkpoint: archived } = await readArchived(tenantId, Key);
    if (!archived.root.equals(checkpoint.root)) throw inconsistent(tenantId, otherThan(archived));
  }
};

const readArchived = async (tenantId: string, Key: string): Promise<Signed> => {
  const { Body } = await s3.send(new GetObjectCommand({ ...bucket(), Key }));
  const signed = openSigned(tenantId, (await Body?.transformToString()) ?? "", await publicKey());
  if (!signed || keyOf(tenantId, signed.checkpoint.size) !== Key)
    throw inconsistent(tenantId, { position: 0, what: `the archived checkpoint ${Key} is not what was signed` });
  return signed;
};

const bucket = () => ({ Bucket: process.env.ARCHIVE_BUCKET });
