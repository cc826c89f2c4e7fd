import { PutObjectCommand, S3Client, S3ServiceException } from "@aws-sdk/client-s3";

const s3 = new S3Client({
  ...(process.env.S3_ENDPOINT && { endpoint: process.env.S3_ENDPOINT, forcePathStyle: true }),
});

/**
 * Puts a signed checkpoint where nobody can change or delete it before its retention ends: one object a size, so a log that
 * has not grown is not put again.
 */
export const archiveCheckpoint = async (tenantId: string, size: number, note: string): Promise<void> => {
  const command = new PutObjectCommand({
    Bucket: process.env.ARCHIVE_BUCKET,
    Key: `checkpoints/${tenantId}/${String(size).padStart(12, "0")}`,
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
  }
};
