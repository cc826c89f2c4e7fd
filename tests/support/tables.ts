import { randomUUID } from "node:crypto";
import { inject } from "vitest";
import { createTables } from "../../local/engine/tables.ts";

const endpoint = inject("dynamodbEndpoint");

process.env.DYNAMODB_ENDPOINT = endpoint;
process.env.KMS_ENDPOINT = inject("kmsEndpoint");
process.env.SIGNING_KEY_ID = inject("signingKeyId");
process.env.ARCHIVE_BUCKET = "archive";
process.env.S3_ENDPOINT = "http://127.0.0.1:9";
process.env.LOG_HOST = "baton.test";
process.env.AWS_REGION = "eu-central-1";
process.env.AWS_ACCESS_KEY_ID = "local";
process.env.AWS_SECRET_ACCESS_KEY = "local";

/** Gives this test file empty tables; those that it had are left to themselves. */
export const freshTables = async (): Promise<void> => {
  const prefix = randomUUID().slice(0, 8);
  const tables = (["records", "ledger", "audit"] as const).map((table) => {
    const name = `${prefix}-${table}`;
    process.env[`${table.toUpperCase()}_TABLE`] = name;
    return {
      name,
      keySchema: [
        { AttributeName: "pk", KeyType: "HASH" as const },
        { AttributeName: "sk", KeyType: "RANGE" as const },
      ],
      attributes: [
        { AttributeName: "pk", AttributeType: "S" as const },
        { AttributeName: "sk", AttributeType: "S" as const },
      ],
      globalIndexes: [],
      localIndexes: [],
      streamViewType: table === "audit" ? undefined : ("NEW_AND_OLD_IMAGES" as const),
      timeToLiveAttribute: undefined,
    };
  });
  await createTables(tables, endpoint);
};

await freshTables();
