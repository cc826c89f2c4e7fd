import { GetObjectCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { openDataFolder } from "../../local/data-folder.ts";
import { startS3 } from "../../local/s3/s3.ts";
import { openNote, parseVerifierKey } from "../../shared/ledger/proof/note.ts";
import { call, someone } from "../support/call.ts";
import { aRunHandedOff } from "../run-handoffs/given.ts";
import { deliverAll } from "./given.ts";

let service: Awaited<ReturnType<typeof startS3>>;
let archive: () => Promise<void>;
let s3: S3Client;

beforeAll(async () => {
  const bucket = { name: "archive", keepsVersions: true, retention: { mode: "COMPLIANCE" as const, days: 10 } };
  service = await startS3(openDataFolder(":memory:"), [bucket]);
  process.env.S3_ENDPOINT = service.endpoint;
  s3 = new S3Client({ endpoint: service.endpoint, forcePathStyle: true });
  ({ handler: archive } = await import("../../functions/ledger/archive-checkpoints.ts"));
});
afterAll(() => service.stop());

const keys = async () => {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: "archive" }));
  return Contents.map(({ Key = "" }) => Key);
};

/** The JSON lines that one run logged. */
const run = async () => {
  const log = vi.spyOn(console, "log").mockImplementation(() => undefined);
  try {
    await archive();
    return log.mock.calls.map(([line]) => JSON.parse(String(line)) as Record<string, unknown>);
  } finally {
    log.mockRestore();
  }
};

describe("WOKEN BY a schedule, every hour", () => {
  test("puts a signed checkpoint of every tenant's log out of reach, once for each size, and reconciles", async () => {
    const [one, two] = [someone("owner"), someone("owner")];
    for (const who of [one, two]) {
      await aRunHandedOff(who);
      await deliverAll(who.tenantId);
    }
    const lines = await run();
    await run();
    const wanted = [one, two].map(({ tenantId }) => `checkpoints/${tenantId}/000000000005`).sort();
    expect(await keys()).toEqual(wanted);
    expect(lines).toContainEqual(expect.objectContaining({ CheckpointsArchived: 2 }));
    expect(lines).toContainEqual(expect.objectContaining({ ReconcileFindings: 0 }));
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: "archive", Key: wanted[0] }));
    const note = (await Body?.transformToString()) ?? "";
    const owner = wanted[0]?.includes(one.tenantId) ? one : two;
    const key = parseVerifierKey((await call(owner, "GET /api/audit/key")).body as string);
    expect(openNote(note, key)).toContain(`/api/audit/${owner.tenantId}\n5\n`);
  });
});
