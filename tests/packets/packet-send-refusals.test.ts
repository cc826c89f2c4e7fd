import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { packet } from "./given.ts";
import { send } from "./given-shell.ts";

/** Nobody waits here: what the command would have waited is kept, in milliseconds. */
const pauses = vi.hoisted(() => [] as number[]);
vi.mock("node:timers/promises", () => ({ setTimeout: async (ms: number) => void pauses.push(ms) }));

/** Answers what it is told, one after the other, and keeps what it was asked. */
const aServer = async (...answers: ((response: ServerResponse) => void)[]) => {
  const asked: { key: unknown; authorization: unknown; body: string }[] = [];
  const take = async (request: IncomingMessage, response: ServerResponse) => {
    const { "idempotency-key": key, authorization } = request.headers;
    asked.push({ key, authorization, body: await text(request) });
    (answers[asked.length - 1] ?? answers.at(-1))?.(response);
  };
  const server = createServer((request, response) => void take(request, response)).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
};
const status =
  (code: number, body: unknown = {}) =>
  (response: ServerResponse) =>
    void response.writeHead(code, { "content-type": "application/json" }).end(JSON.stringify(body));
const hangUp = (response: ServerResponse) => void response.destroy();

const featureId = "bef9dd1c-a252-4b36-8488-403c6deac048";

describe("baton packet send, when things go wrong", () => {
  test("sends the same key and body again after 429, 5xx and a broken line, later each time", async () => {
    const { url, asked } = await aServer(status(503), hangUp, status(429), status(201, { packet: { version: 1 } }));
    pauses.length = 0;
    const { code, out } = await send(["--feature", featureId, "--url", url, "--token", "t"], {}, packet);
    expect([code, JSON.parse(out)]).toEqual([0, { packet: { version: 1 } }]);
    expect(asked).toHaveLength(4);
    expect(new Set(asked.map((each) => JSON.stringify(each))).size).toBe(1);
    expect(asked[0]).toMatchObject({ key: expect.stringMatching(/^[0-9a-f-]{36}$/), authorization: "Bearer t" });
    for (const [at, most] of [250, 500, 1_000].entries()) {
      expect(pauses[at]).toBeGreaterThanOrEqual(most / 2);
      expect(pauses[at]).toBeLessThanOrEqual(most);
    }
  });
  test("sends again what was answered by half: it may be recorded, and is not refused", async () => {
    const half = (response: ServerResponse) =>
      void response.writeHead(201, { "content-length": 500 }).write('{"pa', () => response.destroy());
    const { url, asked } = await aServer(half, status(201, { packet: { version: 1 } }));
    const { code } = await send(["--feature", featureId, "--url", url, "--token", "t"], {}, packet);
    expect([code, asked.length]).toEqual([0, 2]);
    expect(asked[1]?.key).toBe(asked[0]?.key);
  });
  test.each([
    [
      "a page",
      (response: ServerResponse) => void response.writeHead(200, { "content-type": "text/html" }).end("<html>"),
    ],
    ["another address", (response: ServerResponse) => void response.writeHead(301, { location: "/elsewhere" }).end()],
  ])("takes %s for no answer of Baton's: exit 1", async (_, answer) => {
    const { url, asked } = await aServer(answer);
    const { code, out } = await send(["--feature", featureId, "--url", url, "--token", "t"], {}, packet);
    expect([code, out, asked.length]).toEqual([1, "", 1]);
  });
  test("says nothing of a token that is none: exit 2", async () => {
    const { code, err } = await send(["--feature", featureId, "--token", "se\ncret"], {}, packet);
    expect(code).toBe(2);
    expect(err).not.toContain("cret\n");
    expect(err).not.toContain("se\ncret");
  });
  test("says the key to try again with when nobody answers: exit 3", async () => {
    const { url, asked } = await aServer(status(503));
    const args = ["--feature", featureId];
    const nowhere = { BATON_TOKEN_URL: "http://127.0.0.1:9" };
    const sent = await send([...args, "--url", url, "--token", "t"], {}, packet);
    const untold = await send(args, nowhere, packet);
    const given = await send([...args, "--idempotency-key", "a-key"], nowhere, packet);
    expect([sent, untold, given].map(({ code }) => code)).toEqual([3, 3, 3]);
    expect(asked).toHaveLength(6);
    expect(sent.err).toContain(`try again with --idempotency-key ${String(asked[0]?.key)}`);
    expect(untold.err).toMatch(/try again with --idempotency-key [0-9a-f-]{36}\n$/);
    expect(given.err).toMatch(/try again with --idempotency-key a-key\n$/);
  });
  test("proves a client by its id and secret (RFC 6749, section 2.3.1)", async () => {
    const issuer = await aServer(status(200, { access_token: "given" }));
    const api = await aServer(status(201));
    const env = { BATON_URL: api.url, BATON_TOKEN_URL: issuer.url, BATON_CLIENT_ID: "hbx", BATON_CLIENT_SECRET: "p:w" };
    expect((await send(["--feature", featureId], env, packet)).code).toBe(0);
    expect(issuer.asked[0]?.authorization).toBe(`Basic ${Buffer.from("hbx:p%3Aw").toString("base64")}`);
    expect(issuer.asked[0]?.body).toBe("grant_type=client_credentials");
    expect(api.asked[0]?.authorization).toBe("Bearer given");
  });
  test("does not send again what was refused: exit 1", async () => {
    const { url, asked } = await aServer(status(409, { detail: "Not this version" }));
    expect(await send(["--feature", featureId, "--url", url, "--token", "t"], {}, packet)).toMatchObject({
      code: 1,
      err: "baton: The packet was refused: 409 Not this version\n",
    });
    expect(asked).toHaveLength(1);
  });

  test("says that there is no token: exit 1", async () => {
    const { code, err } = await send(["--feature", featureId], {}, packet);
    expect([code, err]).toEqual([1, expect.stringContaining("set BATON_TOKEN")]);
  });

  test.each([
    [[], "{}", "Which --feature"],
    [["--feature", "../features"], "{}", "Expected a UUID, not ../features"],
    [["--feature", featureId], "no JSON", "no JSON object"],
    [["--feature", featureId], "[]", "no JSON object"],
    [["--feature", featureId], "{}", "Which --phase"],
    [["--feature", featureId], '{"phase":"planning","phase":"done"}', "the same key twice"],
    [["--feature", featureId], '{"cost_usd":0.1000000000000000000001}', "digits that a number does not keep"],
    [["--feature", featureId, "--file", "/no/such/file"], undefined, "no such file"],
    [["--feature", featureId], Buffer.from('{"phase":"\xff"}', "latin1"), "not UTF-8 text"],
    [["--feature", featureId, "--from-output", "b"], "{}", "not both"],
    [["--feature", featureId, "--cost-tokens-in", "many"], "{}", "expected a whole number"],
    [["--feature", featureId, "--colour", "red"], "{}", "--colour"],
    [["--feature", featureId, "--phase", "done", "--url", "localhost"], "{}", "--url is localhost"],
    [["--feature", featureId, "--phase", "done", "--token-url", "file:///x"], "{}", "--token-url is file:///x"],
  ])("with the words %j and %j says what is off, and how it is called: exit 2", async (args, input, reason) => {
    const { code, err } = await send(args, {}, input);
    expect([code, err]).toEqual([2, expect.stringContaining(reason)]);
    expect(err).toContain("usage: baton packet send");
  });
});
