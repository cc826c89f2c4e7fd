import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, vi } from "vitest";
import { openDataFolder } from "../../local/data-folder.ts";
import { startS3 } from "../../local/s3/s3.ts";
import type { Who } from "../support/call.ts";

type Line = Record<string, unknown>;

const MOST_BUCKETS = 40;

/** An archive of this test file's own, and the Lambda that fills it. */
export const anArchive = async () => {
  const retention = { mode: "COMPLIANCE" as const, days: 10 };
  const names = Array.from({ length: MOST_BUCKETS }, (_, at) => `archive-${at}`);
  const buckets = names.map((name) => ({ name, keepsVersions: true, retention }));
  const service = await startS3(openDataFolder(":memory:"), buckets);
  const startAnew = () => {
    const name = names.pop();
    if (!name) throw new Error(`There are ${MOST_BUCKETS} buckets and no more`);
    process.env.ARCHIVE_BUCKET = name;
  };
  startAnew();
  afterAll(() => service.stop());
  process.env.S3_ENDPOINT = service.endpoint;
  const s3 = new S3Client({ endpoint: service.endpoint, forcePathStyle: true });
  const { handler } = await import("../../functions/ledger/archive-checkpoints.ts");
  const bucket = () => ({ Bucket: process.env.ARCHIVE_BUCKET });
  const keys = async () => {
    const { Contents = [] } = await s3.send(new ListObjectsV2Command(bucket()));
    return Contents.map(({ Key = "" }) => Key);
  };
  const read = async (Key: string) => {
    const { Body } = await s3.send(new GetObjectCommand({ ...bucket(), Key }));
    return (await Body?.transformToString()) ?? "";
  };
  return {
    keys,
    read,
    /** Remembers what is archived. @returns goes on with another bucket that has it, since nobody can empty one */
    remember: async (): Promise<() => Promise<void>> => {
      const archived = await Promise.all((await keys()).map(async (Key) => ({ Key, Body: await read(Key) })));
      return async () => {
        startAnew();
        await Promise.all(
          archived.map((object) =>
            s3.send(new PutObjectCommand({ ...bucket(), ...object, ChecksumAlgorithm: "SHA256" })),
          ),
        );
      };
    },
    /** The JSON lines of one run, and whether it failed. */
    run: async (): Promise<{ lines: Line[]; of: (who: Who) => Line[]; hasFailed: boolean }> => {
      const spies = (["log", "error"] as const).map((name) =>
        vi.spyOn(console, name).mockImplementation(() => undefined),
      );
      try {
        const hasFailed = await handler().then(
          () => false,
          () => true,
        );
        const lines = spies.flatMap(({ mock }) => mock.calls.map(([line]) => JSON.parse(String(line)) as Line));
        return { lines, of: ({ tenantId }) => lines.filter(({ tenant_id }) => tenant_id === tenantId), hasFailed };
      } finally {
        for (const spy of spies) spy.mockRestore();
      }
    },
  };
};
