import { describe, expect, test } from "vitest";
import { answerOf } from "../../local/gateway/answer.ts";
import { flattenClaims } from "../../local/gateway/claims.ts";
import { eventFor } from "../../local/gateway/event.ts";

const route = "POST /runs/{runId}";
const call = { method: "POST", path: "/runs/r-1", route };

describe("an event, payload format 2.0,", () => {
  test("says what was called, decoded, and keeps the query as it was sent", () => {
    const event = eventFor({ ...call, path: "/runs/a%20b%C3%A9?x=1&x=2&y=%26" });
    expect(event).toMatchObject({
      version: "2.0",
      routeKey: route,
      rawPath: "/runs/a bé",
      rawQueryString: "x=1&x=2&y=%26",
      queryStringParameters: { x: "1,2", y: "&" },
      pathParameters: { runId: "a bé" },
      requestContext: { http: { method: "POST", path: "/runs/a bé" }, routeKey: route, stage: "$default" },
    });
  });

  test("has neither query, cookies, body nor authorizer if the call had none", () => {
    const event = eventFor(call);
    for (const absent of ["queryStringParameters", "cookies", "body"]) expect(event).not.toHaveProperty(absent);
    expect(event.requestContext).not.toHaveProperty("authorizer");
  });

  test("has headers in lower case and cookies apart from them", () => {
    const event = eventFor({ ...call, headers: { "X-Tenant-Id": "t", Cookie: "a=1; b=2" } });
    expect(event.headers).toMatchObject({ "x-tenant-id": "t" });
    expect(event.headers).not.toHaveProperty("cookie");
    expect(event.cookies).toEqual(["a=1", "b=2"]);
  });

  test.each([
    ["application/json", false],
    ["application/json; charset=utf-8", false],
    ["text/csv", false],
    ["application/merge-patch+json", true],
    ["application/x-www-form-urlencoded", true],
    ["application/octet-stream", true],
  ])("carries a body of %s as base64: %s", (type, isBase64Encoded) => {
    const event = eventFor({ ...call, headers: { "content-type": type }, body: "{}" });
    expect(event).toMatchObject({ isBase64Encoded, body: isBase64Encoded ? "e30=" : "{}" });
  });

  test("carries what is no UTF-8 as base64, whatever its type says", () => {
    const event = eventFor({
      ...call,
      headers: { "content-type": "application/json" },
      body: Buffer.from([0x22, 0xff]),
    });
    expect(event).toMatchObject({ isBase64Encoded: true, body: "Iv8=" });
  });

  test("carries the token's claims as text", () => {
    const { requestContext } = eventFor({
      ...call,
      claims: { sub: "ada", roles: ["owner", "admin"], exp: 1795249538 },
    });
    expect(requestContext).toMatchObject({
      authorizer: { jwt: { claims: { sub: "ada", roles: "[owner admin]", exp: "1795249538" }, scopes: null } },
    });
  });

  test("is not made of a call that the route does not take", () => {
    expect(() => eventFor({ ...call, path: "/elsewhere" })).toThrow("does not go to");
  });
});

test("claims are flattened as HTTP APIs do", () => {
  const claims = { list: ["a b", 1], none: [], yes: true, big: 1e21, part: 1.5, map: { b: 1, a: ["x"] } };
  expect(flattenClaims(claims)).toEqual({
    list: "[a b 1]",
    none: "[]",
    yes: "true",
    big: "1000000000000000000000",
    part: "1.5",
    map: "map[a:[x] b:1]",
  });
});

describe("a Lambda's result", () => {
  const shown = (result: unknown) => {
    const { body, ...rest } = answerOf(result);
    return { ...rest, body: body.toString() };
  };

  test("without a status code is the JSON of a 200", () => {
    const headers = { "content-type": "application/json" };
    expect(shown({ a: 1 })).toEqual({ status: 200, headers, body: '{"a":1}' });
    expect(shown("text")).toEqual({ status: 200, headers, body: "text" });
  });

  test("with a status code is the answer it describes", () => {
    const result = {
      statusCode: 201,
      headers: { ETag: 7 },
      cookies: ["a=1", "b=2"],
      body: "aGk=",
      isBase64Encoded: true,
    };
    expect(shown(result)).toMatchObject({
      status: 201,
      headers: { etag: "7", "set-cookie": ["a=1", "b=2"] },
      body: "hi",
    });
  });

  test.each([{ statusCode: "no" }, { statusCode: 200, body: {} }, { statusCode: 200, body: "x".repeat(7e6) }])(
    "that API Gateway would not understand throws",
    (result) => {
      expect(() => answerOf(result)).toThrow();
    },
  );
});
