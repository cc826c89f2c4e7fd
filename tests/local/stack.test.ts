import { GetPublicKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { createPublicKey, verify } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { clientSettings } from "../../local/engine/client-settings.ts";
import { startStack, type RunningStack } from "../../local/stack.ts";
import { fixtureAssembly } from "./fixture/assembly.ts";
import { caller } from "./fixture/caller.ts";
import { idsIn } from "./fixture/table.ts";

const assembly = fixtureAssembly();
const folder = mkdtempSync(join(tmpdir(), "stack-"));
const options = { port: 0, data: ":memory:", assembly, samples: "none" };
let stack: RunningStack;
let ada: Awaited<ReturnType<typeof caller>>;
beforeAll(async () => {
  stack = await startStack(options);
  ada = await caller(stack.url);
});
afterAll(async () => {
  await stack.stop();
  rmSync(folder, { recursive: true });
});

const port = () => Number(new URL(stack.url).port);
/** Sends bytes as they are and takes what comes back until the connection ends. */
const raw = async (bytes: string): Promise<string> => {
  const socket = connect(port(), "127.0.0.1");
  let answer = "";
  socket.on("data", (chunk: Buffer) => (answer += chunk.toString()));
  socket.end(bytes);
  await once(socket, "close");
  return answer;
};

describe("the gateway", () => {
  test("takes a call with a token to its Lambda, and what the Lambda writes is there", async () => {
    expect((await ada.put("one", "v")).status).toBe(201);
    expect(await (await ada.call("/items/one")).json()).toEqual({ id: "one", value: "v" });
  });

  test("refuses a call without a token before its Lambda sees it", async () => {
    const response = await fetch(`${stack.url}/me`);
    expect([response.status, await response.text()]).toEqual([401, '{"message":"Unauthorized"}']);
    expect(response.headers.get("www-authenticate")).toBe("Bearer");
  });

  test("hands the token's claims to the Lambda as text", async () => {
    const { event } = (await (await ada.call("/me")).json()) as { event: unknown };
    expect(event).toMatchObject({
      requestContext: { authorizer: { jwt: { claims: { tenant_id: "tenant-1", roles: "[owner admin]" } } } },
    });
  });

  test.each([
    ["GET", "/nowhere"],
    ["HEAD", "/me"],
    ["OPTIONS", "/me"],
  ])("answers 404 to %s %s, as there is no such route", async (method, path) => {
    expect((await ada.call(path, { method })).status).toBe(404);
  });

  test("says so in AWS's words", async () => {
    expect(await (await fetch(`${stack.url}/nowhere`)).text()).toBe('{"message":"Not Found"}');
    expect((await fetch(`${stack.url}/echo/%E0%A4`)).status).toBe(400);
  });

  test.each(["throw", "hang"])("answers 500 when the Lambda should %s", async (what) => {
    const log = vi.spyOn(console, "error").mockReturnValue(undefined);
    const response = await fetch(`${stack.url}/echo/x?do=${what}`);
    expect([response.status, await response.text()]).toEqual([500, '{"message":"Internal Server Error"}']);
    expect(log).toHaveBeenCalledOnce();
    log.mockRestore();
  });

  test("takes a body of 5 MB and refuses one of more than 10", async () => {
    const send = (size: number) => ada.call("/items/big", { method: "PUT", body: { ignored: "x".repeat(size) } });
    expect((await send(5e6)).status).toBe(201);
    const refused = await send(11e6);
    expect([refused.status, await refused.text()]).toEqual([413, '{"message":"Request Entity Too Large"}']);
  });

  test.each([
    ["is no HTTP", "nonsense\r\n\r\n", /^HTTP\/1.1 400/],
    ["has a header without end", `GET / HTTP/1.1\r\nx: ${"y".repeat(20_000)}\r\n\r\n`, /^HTTP\/1.1 431/],
    ["breaks off", "POST /echo/x HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nhalf", /^$|^HTTP\/1.1 400/],
  ])("outlives a request that %s", async (_, bytes, answer) => {
    expect(await raw(bytes)).toMatch(answer);
    expect((await ada.call("/me")).status).toBe(200);
  });
});

describe("a stack", () => {
  test("gives each change to the function on its table's stream", async () => {
    const ids = Array.from({ length: 30 }, (_, index) => `changed-${String(index)}`);
    await Promise.all(ids.map((id) => ada.put(id)));
    await stack.delivered();
    expect(await idsIn(stack.model, "Changes", stack.dynamodbEndpoint)).toEqual(expect.arrayContaining(ids));
  });

  test("wakes a scheduled function when told to, whose signature the public key verifies", async () => {
    const [schedule] = stack.model.schedules;
    const Key = String(await stack.fire(schedule?.functionName ?? ""));
    const s3 = new S3Client(clientSettings(stack.s3Endpoint));
    const kms = new KMSClient(clientSettings(stack.kmsEndpoint));
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: stack.model.buckets[0]?.name, Key }));
    const { PublicKey = [] } = await kms.send(new GetPublicKeyCommand({ KeyId: stack.model.signingKeys[0] }));
    const publicKey = createPublicKey({ key: Buffer.from(PublicKey), format: "der", type: "spki" });
    const signature = (await Body?.transformToByteArray()) ?? new Uint8Array();
    expect(verify(null, Buffer.from(Key.replace("signatures/", "")), publicKey, signature)).toBe(true);
  });

  test("names the variable to set when its port is taken", async () => {
    await expect(startStack({ ...options, port: port() })).rejects.toThrow(`Port ${String(port())} is taken: set PORT`);
  });

  test("keeps data and tokens over a restart, and its folder to itself", async () => {
    const data = join(folder, "kept");
    const first = await startStack({ ...options, data });
    const grace = await caller(first.url);
    await grace.put("kept");
    await expect(startStack({ ...options, data })).rejects.toThrow("in use by another running stack");
    const samePort = Number(new URL(first.url).port);
    await first.stop();
    const second = await startStack({ ...options, data, port: samePort });
    expect((await grace.call("/items/kept")).status).toBe(200);
    await second.stop();
  });

  describe("with samples", () => {
    const as = { tenant_id: "t", sub: "ada", roles: [] };
    const samples = join(folder, "samples");
    mkdirSync(samples);
    const write = (calls: unknown[]) => {
      writeFileSync(join(samples, "calls.json"), JSON.stringify(calls));
    };
    const start = (data: string) => startStack({ ...options, data, samples });
    const said = vi.spyOn(console, "log").mockReturnValue(undefined);

    test("says how many it sent, and nothing of what functions log of them", async () => {
      const data = join(folder, "quiet");
      write([{ as, call: "PUT /items/quiet", body: { value: "v" }, expect: 201 }]);
      said.mockClear();
      await (await start(data)).stop();
      expect(said.mock.calls).toEqual([["sample data: 1 calls"]]);
    });

    test("sends them on the first start only", async () => {
      const data = join(folder, "sampled");
      write([{ as, call: "PUT /items/sample", body: { value: "v" }, expect: 201 }]);
      await (await start(data)).stop();
      write([{ as, call: "PUT /items/later" }]);
      const again = await start(data);
      expect(await idsIn(again.model, "Items", again.dynamodbEndpoint)).toEqual(["sample"]);
      await again.stop();
    });

    test("names the call that is not answered as it should be, and goes on there at the next start", async () => {
      const data = join(folder, "interrupted");
      const first = { as, call: "PUT /items/first" };
      write([first, { as, call: "GET /items/missing" }]);
      await expect(start(data)).rejects.toThrow("Sample calls.json#2, GET /items/missing, was answered 404, not 2xx");
      write([
        { as, call: "GET /nowhere" },
        { as, call: "GET /items/missing", expect: 404 },
      ]);
      const again = await start(data);
      expect(await idsIn(again.model, "Items", again.dynamodbEndpoint)).toEqual(["first"]);
      await again.stop();
    });

    test("puts what an answer said into later calls, also at the next start", async () => {
      const data = join(folder, "remembering");
      const first = { as, call: "PUT /items/first", remember: { made: "id" } };
      write([first, { as, call: "GET /nowhere" }]);
      await expect(start(data)).rejects.toThrow("Sample calls.json#2");
      write([first, { as, call: "PUT /items/{made}-and-{other}", expect: 201 }]);
      const again = await start(data);
      const ids = await idsIn(again.model, "Items", again.dynamodbEndpoint);
      expect(ids.sort()).toEqual(["first", "first-and-{other}"]);
      await again.stop();
    });

    test("leaves a folder alone that was begun without them", async () => {
      const data = join(folder, "bare");
      await (await startStack({ ...options, data })).stop();
      write([{ as, call: "PUT /items/unwanted" }]);
      const again = await start(data);
      expect(await idsIn(again.model, "Items", again.dynamodbEndpoint)).toEqual([]);
      await again.stop();
    });
  });
});
