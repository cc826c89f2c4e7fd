import type { AttributeValue } from "aws-lambda";

/** The size of an item in bytes as DynamoDB bills it: names and values, numbers two digits a byte, one byte more for each member. */
export const itemBytes = (image: Record<string, AttributeValue> = {}): number =>
  Object.entries(image).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueBytes(value), 0);

const valueBytes = (value: AttributeValue): number => {
  if (value.S !== undefined) return Buffer.byteLength(value.S);
  if (value.N !== undefined) return Math.ceil(value.N.replace(/\D/g, "").length / 2) + 1;
  if (value.B !== undefined) return Buffer.from(value.B, "base64").length;
  if (value.M !== undefined) return 3 + Object.keys(value.M).length + itemBytes(value.M);
  if (value.L !== undefined) return 3 + value.L.reduce((sum, each) => sum + 1 + valueBytes(each), 0);
  return 1;
};
