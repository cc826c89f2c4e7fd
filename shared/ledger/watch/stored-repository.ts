import { type AttributeValue, QueryCommand, ScanCommand, type ScanCommandInput } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { dynamo, wrapNumbers } from "../client.ts";
import { type Item, nameOf, type Table } from "../table.ts";

/** An item, and its image as a stream record has it, of which the log has the digest. */
export type Stored = { item: Item; image: Record<string, AttributeValue> };

const storedIn = (image: Record<string, AttributeValue>): Stored => ({
  image,
  item: unmarshall(image, { wrapNumbers }) as Item,
});

/**
 * Every item of a table, or of one tenant in it, in no order, read consistently. It reads the whole table: only
 * reconciliation may.
 * @param sk keeps the items with this sort key
 */
export async function* scan(
  table: Table,
  { tenantId, sk }: { tenantId?: string | undefined; sk?: string },
): AsyncGenerator<Stored> {
  const conditions = [
    ...(tenantId ? ["(begins_with(#pk, :tenant) OR #pk = :alone)"] : []),
    ...(sk ? ["#sk = :sk"] : []),
  ];
  const input: ScanCommandInput = {
    TableName: nameOf(table),
    ConsistentRead: true,
    ...(conditions.length > 0 && {
      FilterExpression: conditions.join(" AND "),
      ExpressionAttributeNames: { ...(tenantId && { "#pk": "pk" }), ...(sk && { "#sk": "sk" }) },
      ExpressionAttributeValues: {
        ...(tenantId && { ":tenant": { S: `TENANT#${tenantId}#` }, ":alone": { S: `TENANT#${tenantId}` } }),
        ...(sk && { ":sk": { S: sk } }),
      },
    }),
  };
  for (;;) {
    const { Items = [], LastEvaluatedKey } = await dynamo.send(new ScanCommand(input));
    yield* Items.map(storedIn);
    if (!LastEvaluatedKey) return;
    input.ExclusiveStartKey = LastEvaluatedKey;
  }
}

/** The items of one partition, or the one with this sort key, with their images, read consistently. */
export const queryStored = async (table: Table, pk: string, sk?: string): Promise<Stored[]> => {
  const stored: Stored[] = [];
  let after: Record<string, AttributeValue> | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await dynamo.send(
      new QueryCommand({
        TableName: nameOf(table),
        KeyConditionExpression: sk === undefined ? "#pk = :pk" : "#pk = :pk AND #sk = :sk",
        ExpressionAttributeNames: { "#pk": "pk", ...(sk !== undefined && { "#sk": "sk" }) },
        ExpressionAttributeValues: { ":pk": { S: pk }, ...(sk !== undefined && { ":sk": { S: sk } }) },
        ConsistentRead: true,
        ExclusiveStartKey: after,
      }),
    );
    stored.push(...Items.map(storedIn));
    after = LastEvaluatedKey;
  } while (after);
  return stored;
};
