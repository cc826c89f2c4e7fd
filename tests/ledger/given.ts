import type { DynamoDBBatchResponse, DynamoDBRecord } from "aws-lambda";
import { vi } from "vitest";
import { handler } from "../../functions/ledger/append-audit-entries.ts";
import { recordsOfTenant } from "../support/streams.ts";

/** Wakes the audit Lambda with these records; its answer, and the JSON lines that it logged. */
export const wake = async (
  Records: DynamoDBRecord[],
): Promise<DynamoDBBatchResponse & { lines: Record<string, unknown>[] }> => {
  const log = vi.spyOn(console, "log").mockImplementation(() => undefined);
  try {
    const answer = await handler({ Records });
    return { ...answer, lines: log.mock.calls.map(([line]) => JSON.parse(String(line)) as Record<string, unknown>) };
  } finally {
    log.mockRestore();
  }
};

/** Delivers all that a tenant's streams have told. */
export const deliverAll = async (tenantId: string) =>
  wake([...(await recordsOfTenant(tenantId)), ...(await recordsOfTenant(tenantId, "LEDGER_TABLE"))]);
