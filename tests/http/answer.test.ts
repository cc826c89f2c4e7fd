import type { Context } from "aws-lambda";
import { expect, test } from "vitest";
import * as z from "zod/mini";
import { eventFor } from "../../local/gateway/event.ts";
import { endpoint } from "../../shared/http/endpoint.ts";
import { type Answer, ok, okContent } from "../../shared/kernel/answer.ts";

const contract = { summary: "A test", roles: ["owner"], answers: { 200: z.unknown() } } as const;
const event = eventFor({
  method: "GET",
  path: "/api/features",
  route: "GET /api/features",
  claims: { sub: "ada", tenant_id: "acme", roles: ["owner"] },
});

const answerOf = async (run: () => Promise<Answer>, milliseconds = 28_000) => {
  const context = { getRemainingTimeInMillis: () => milliseconds } as Context;
  const answer: unknown = await endpoint(contract, run)(event as never, context as never);
  return answer as { statusCode: number; headers: Record<string, string>; body: string };
};

const text = (data: string) => okContent({ type: "text/plain", data });
/** An empty text, as the JSON that a Lambda hands over. */
const frame = JSON.stringify({
  statusCode: 200,
  headers: { "content-type": "text/plain", "cache-control": "no-store" },
  body: "",
}).length;
const room = 6_291_556 - frame;

test.each([
  ["text of one byte a character", text("x".repeat(room)), text("x".repeat(room + 1))],
  ["quotes, which take two", text('"'.repeat(room / 2)), text('"'.repeat(room / 2 + 1))],
  ["control characters, which take six", text("\u0001".repeat(room / 6)), text("\u0001".repeat(room / 6 + 1))],
  ["JSON within JSON", ok({ a: '"'.repeat(1_500_000) }), ok({ a: '"'.repeat(1_600_000) })],
  [
    "bytes",
    okContent({ type: "application/pdf", data: Buffer.alloc(4_700_000) }),
    okContent({ type: "application/pdf", data: Buffer.alloc(4_800_000) }),
  ],
])("as much is answered as a Lambda may, and more is refused with how to ask for less: %s", async (_, most, more) => {
  expect((await answerOf(() => Promise.resolve(most))).statusCode).toBe(200);
  const refused = await answerOf(() => Promise.resolve(more));
  expect(refused).toMatchObject({ statusCode: 413, headers: { "content-type": "application/problem+json" } });
  expect(JSON.parse(refused.body)).toMatchObject({
    error_code: "TOO_LARGE",
    detail: expect.stringMatching(/^The answer would have \d+ bytes, and at most 6291556 can be sent\. Ask for less/),
  });
});

test("a call that does not end in time is a 503 that says to send it again, while the Lambda can still say so", async () => {
  const answer = await answerOf(() => new Promise(() => undefined), 501);
  expect(answer).toMatchObject({ statusCode: 503, headers: { "retry-after": "1" } });
  expect(JSON.parse(answer.body)).toMatchObject({ error_code: "OUTCOME_UNKNOWN" });
});
