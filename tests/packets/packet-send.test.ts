import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { type RunningStack, startStack } from "../../local/stack.ts";
import { feature, packet } from "./given.ts";

const folder = mkdtempSync(join(tmpdir(), "baton-cli-"));
let stack: RunningStack;
beforeAll(async () => {
  stack = await startStack({ port: 0, data: ":memory:", samples: "none" });
}, 120_000);
afterAll(async () => {
  await stack.stop();
  rmSync(folder, { recursive: true });
});

/** `baton` as a process of its own. */
const baton = async (args: string[], env: Record<string, string>, input = "") => {
  const child = spawn(process.execPath, ["cli/baton.ts", ...args], { env: { PATH: process.env.PATH, ...env } });
  child.stdin.on("error", () => undefined).end(input);
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { code: code as number, out, err };
};

/** An orchestrator of a tenant, as its environment says it. */
const orchestrator = () => ({
  BATON_URL: stack.url,
  BATON_TOKEN_URL: `${stack.url}/oidc/token`,
  BATON_TOKEN_PARAMETERS: "tenant_id=acme&sub=hbx&roles=orchestrator",
});

const aFeature = async (): Promise<string> => {
  const featureId = randomUUID();
  const { access_token } = (await (
    await fetch(`${stack.url}/oidc/token`, {
      method: "POST",
      body: new URLSearchParams({
        ...Object.fromEntries(new URLSearchParams(orchestrator().BATON_TOKEN_PARAMETERS)),
        grant_type: "client_credentials",
      }),
    })
  ).json()) as { access_token: string };
  const headers = { authorization: `Bearer ${access_token}`, "content-type": "application/json" };
  await fetch(`${stack.url}/api/features/${featureId}`, { method: "PUT", headers, body: JSON.stringify(feature) });
  return featureId;
};

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

describe("baton packet send", () => {
  test("sends a packet from standard input, with a token for the client's credentials", async () => {
    const id = await aFeature();
    const { code, out, err } = await baton(["packet", "send", "--feature", id], orchestrator(), JSON.stringify(packet));
    expect([code, err]).toEqual([0, ""]);
    expect(JSON.parse(out)).toMatchObject({
      packet: { ...packet, version: 1, created_by: "hbx" },
      phase_label: "Design",
    });
  });

  test("sends a file, flags going over what it says", async () => {
    const id = await aFeature();
    const file = join(folder, "packet.json");
    writeFileSync(file, JSON.stringify(packet));
    const args = ["--phase", "planning", "--file", file, "--cost-usd", "0.12", "--cost-tokens-in", "8500"];
    const { code, out } = await baton(["packet", "send", "--feature", id, ...args], orchestrator());
    expect(code).toBe(0);
    expect(JSON.parse(out).packet).toMatchObject({ phase: "planning", cost_usd: "0.12", cost_tokens_in: 8500 });
  });

  test("makes a packet of an agent's own words", async () => {
    const id = await aFeature();
    const words = "Route written.\n- Created src/route.ts\n- Decision: one table, because it is small";
    const args = ["--phase", "in_progress", "--from-output", "-", "--started-at", "2026-02-24T03:00:00Z"];
    const agent = ["--agent-id", "IN2", "--agent-name", "Builder Agent"];
    const { code, out, err } = await baton(
      ["packet", "send", "--feature", id, ...args, ...agent],
      orchestrator(),
      words,
    );
    expect([code, err]).toEqual([0, ""]);
    const { packet: sent } = JSON.parse(out);
    expect(sent).toMatchObject({
      output_summary: words,
      output_artifacts: [{ type: "file", path: "src/route.ts", action: "created" }],
      output_decisions: [{ decision: "one table", rationale: "it is small" }],
      started_at: "2026-02-24T03:00:00.000Z",
    });
    expect(sent.duration_ms).toBe(Date.parse(sent.completed_at) - Date.parse(sent.started_at));
  });

  test("sends the same key and body again after 429, 5xx and a broken line", async () => {
    const { url, asked } = await aServer(status(503), hangUp, status(429), status(201, { packet: { version: 1 } }));
    const { code, out } = await baton(
      ["packet", "send", "--feature", "f", "--url", url, "--token", "t"],
      {},
      JSON.stringify(packet),
    );
    expect([code, JSON.parse(out)]).toEqual([0, { packet: { version: 1 } }]);
    expect(asked).toHaveLength(4);
    expect(new Set(asked.map((each) => JSON.stringify(each))).size).toBe(1);
    expect(asked[0]).toMatchObject({ key: expect.stringMatching(/^[0-9a-f-]{36}$/), authorization: "Bearer t" });
  });

  test("says that it cuts an agent's words, and only then", async () => {
    const id = await aFeature();
    const agent = ["--agent-id", "IN2", "--agent-name", "Builder Agent"];
    const args = ["packet", "send", "--feature", id, "--phase", "planning", "--from-output", "-", ...agent];
    const [cut, whole] = [
      await baton(args, orchestrator(), "é".repeat(5_001)),
      await baton(args, orchestrator(), "é".repeat(5_000)),
    ];
    expect([cut.code, cut.err]).toEqual([0, "baton: the summary is the first 5000 of 5001 characters\n"]);
    expect(JSON.parse(cut.out).packet.output_summary).toBe("é".repeat(5_000));
    expect([whole.code, whole.err]).toEqual([0, ""]);
  });

  test("called again with the same key and an agent's own words gets the packet that it made", async () => {
    const id = await aFeature();
    const agent = ["--agent-id", "IN2", "--agent-name", "Builder Agent", "--idempotency-key", "once"];
    const args = ["packet", "send", "--feature", id, "--phase", "planning", "--from-output", "-", ...agent];
    const first = await baton(args, orchestrator(), "Done.");
    expect([first.code, JSON.parse(first.out).packet.completed_at]).toEqual([0, expect.any(String)]);
    expect(await baton(args, orchestrator(), "Done.")).toEqual(first);
  });

  test("says the key to try again with when nobody answers: exit 3", { timeout: 30_000 }, async () => {
    const { url, asked } = await aServer(status(503));
    const args = ["packet", "send", "--feature", "f"];
    const input = JSON.stringify(packet);
    const [sent, untold, given] = await Promise.all([
      baton([...args, "--url", url, "--token", "t"], {}, input),
      baton(args, { BATON_TOKEN_URL: "http://127.0.0.1:9" }, input),
      baton([...args, "--idempotency-key", "a-key"], { BATON_TOKEN_URL: "http://127.0.0.1:9" }, input),
    ]);
    expect([sent, untold, given].map(({ code }) => code)).toEqual([3, 3, 3]);
    expect(sent.err).toContain(`try again with --idempotency-key ${String(asked[0]?.key)}`);
    expect(untold.err).toMatch(/try again with --idempotency-key [0-9a-f-]{36}\n$/);
    expect(given.err).toMatch(/try again with --idempotency-key a-key\n$/);
  });

  test("does not send again what was refused, and says why: exit 1", async () => {
    const id = await aFeature();
    const body = JSON.stringify({ ...packet, phase: "cancelled" });
    const { code, err } = await baton(["packet", "send", "--feature", id], orchestrator(), body);
    expect(code).toBe(1);
    expect(err).toContain("400 /phase: Expected one of planning, design_review");
    const { url, asked } = await aServer(status(409, { detail: "Not this version" }));
    expect(await baton(["packet", "send", "--feature", "f", "--url", url, "--token", "t"], {}, body)).toMatchObject({
      code: 1,
      err: "baton: The packet was refused: 409 Not this version\n",
    });
    expect(asked).toHaveLength(1);
  });

  test("says who gave no token: exit 1", async () => {
    const id = await aFeature();
    const env = { ...orchestrator(), BATON_TOKEN_PARAMETERS: "" };
    const { code, err } = await baton(["packet", "send", "--feature", id], env, JSON.stringify(packet));
    expect([code, err]).toEqual([1, expect.stringContaining("gave no token: 400 tenant_id and sub are needed")]);
    const without = await baton(["packet", "send", "--feature", id], {}, JSON.stringify(packet));
    expect([without.code, without.err]).toEqual([1, expect.stringContaining("set BATON_TOKEN")]);
  });

  test("proves a client by its id and secret (RFC 6749, section 2.3.1)", async () => {
    const issuer = await aServer(status(200, { access_token: "given" }));
    const api = await aServer(status(201));
    const env = { BATON_URL: api.url, BATON_TOKEN_URL: issuer.url, BATON_CLIENT_ID: "hbx", BATON_CLIENT_SECRET: "p:w" };
    expect((await baton(["packet", "send", "--feature", "f"], env, JSON.stringify(packet))).code).toBe(0);
    expect(issuer.asked[0]?.authorization).toBe(`Basic ${Buffer.from("hbx:p%3Aw").toString("base64")}`);
    expect(issuer.asked[0]?.body).toBe("grant_type=client_credentials");
    expect(api.asked[0]?.authorization).toBe("Bearer given");
  });

  test.each([
    [[], ""],
    [["--feature", "f"], "no JSON"],
    [["--feature", "f"], "[]"],
    [["--feature", "f"], "{}"],
    [["--feature", "f", "--file", "/no/such/file"], ""],
    [["--feature", "f", "--file", "a", "--from-output", "b"], ""],
    [["--feature", "f", "--cost-tokens-in", "many"], "{}"],
    [["--feature", "f", "--colour", "red"], "{}"],
  ])("with the words %j and %j says how it is called: exit 2", async (args, input) => {
    const { code, err } = await baton(
      ["packet", "send", ...args],
      { BATON_TOKEN: "t", BATON_URL: "http://127.0.0.1:9" },
      input,
    );
    expect([code, err]).toEqual([2, expect.stringContaining("usage: baton packet send")]);
  });
});

test("baton without a command lists those it has", async () => {
  for (const args of [[], ["packet"], ["constructor"]]) {
    const { code, err } = await baton(args, {});
    expect([code, err]).toEqual([2, expect.stringContaining("baton verify")]);
  }
});
