import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { describe, expect, test } from "vitest";
import { strictJsonBody } from "../../shared/http/body.ts";

/** What the body of an event is read as. */
const read = async (event: { body: string; isBase64Encoded?: boolean; length?: number }) => {
  const { body, isBase64Encoded = false, length } = event;
  const headers = {
    "content-type": "application/json",
    ...(length !== undefined && { "content-length": `${length}` }),
  };
  const request = { event: { body, isBase64Encoded, headers } as unknown as APIGatewayProxyEventV2 };
  await strictJsonBody().before?.(request as never);
  return request.event.body as unknown;
};

const notUtf8 = expect.objectContaining({ code: "MALFORMED_JSON", message: expect.stringContaining("UTF-8") });

describe("the character U+FFFD in a body", () => {
  const body = '{"note":"a \uFFFD b"}';

  test.each([
    ["as text", { body }],
    ["as text of the length that was sent", { body, length: Buffer.byteLength(body) }],
    ["as base64", { body: Buffer.from(body).toString("base64"), isBase64Encoded: true }],
    ["in base64 whose header tells the length of the bytes", { ...base64(body), length: Buffer.byteLength(body) }],
  ])("is a character like others %s", async (_, event) => {
    expect(await read(event)).toEqual({ note: "a \uFFFD b" });
  });

  test("stands for broken bytes where fewer of them were sent", async () => {
    await expect(read({ body, length: Buffer.byteLength(body) - 2 })).rejects.toEqual(notUtf8);
  });
});

test.each([
  ['{"a":{"__proto__":{}}}', "/a/__proto__"],
  ['{"constructor":{"prototype":{}}}', "/constructor/prototype"],
])("of %s it is told which key was refused", async (body, pointer) => {
  const faults = [expect.objectContaining({ pointer })];
  await expect(read({ body })).rejects.toEqual(expect.objectContaining({ code: "MALFORMED_JSON", faults }));
});

test("bytes that are no UTF-8 are refused, though they would be read as characters", async () => {
  const whole = Buffer.from('{"note":"\u{1F525}"}');
  const torn = Buffer.concat([whole.subarray(0, 12), whole.subarray(13)]);
  await expect(read({ body: torn.toString("base64"), isBase64Encoded: true })).rejects.toEqual(notUtf8);
});

function base64(text: string) {
  return { body: Buffer.from(text).toString("base64"), isBase64Encoded: true };
}

test("a body has 1,000,000 bytes at most, however many characters they are", async () => {
  const ofBytes = (bytes: number) => JSON.stringify({ note: `${"é".repeat(499_994)}${"n".repeat(bytes - 999_999)}` });
  expect(Buffer.byteLength(ofBytes(1_000_000))).toBe(1_000_000);
  expect(await read({ body: ofBytes(1_000_000) })).toHaveProperty("note");
  await expect(read({ body: ofBytes(1_000_001) })).rejects.toEqual(
    expect.objectContaining({
      code: "TOO_LARGE",
      message: "The body has 1000001 bytes. Send at most 1000000.",
    }),
  );
});

test("a body has 64 levels at most", async () => {
  const nested = (levels: number) => `${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`;
  expect(await read({ body: nested(64) })).toHaveProperty("a.a");
  await expect(read({ body: nested(65) })).rejects.toEqual(expect.objectContaining({ code: "MALFORMED_JSON" }));
});
