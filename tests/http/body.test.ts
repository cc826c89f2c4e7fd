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

test("bytes that are no UTF-8 are refused, though they would be read as characters", async () => {
  const whole = Buffer.from('{"note":"\u{1F525}"}');
  const torn = Buffer.concat([whole.subarray(0, 12), whole.subarray(13)]);
  await expect(read({ body: torn.toString("base64"), isBase64Encoded: true })).rejects.toEqual(notUtf8);
});

function base64(text: string) {
  return { body: Buffer.from(text).toString("base64"), isBase64Encoded: true };
}
