import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { decodeJwt, generateKeyPair, importJWK, type CryptoKey, type JWK, SignJWT, UnsecuredJWT } from "jose";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { routes } from "../../infra/routes.ts";
import { type Engine, startEngine } from "../../local/engine/engine.ts";
import { readiness, run } from "../run-handoffs/given.ts";
import { feature } from "../packets/given.ts";
import { type Running, runStack, tokenOf } from "../support/running-stack.ts";
import { openTemporaryFolder } from "../support/temporary-data.ts";
import { type Ask, type Handed, onFeature, onRun } from "./clients.ts";
import { startFaultyProxy } from "./faulty-proxy.ts";
import { isLinearizable, type Operation } from "./history.ts";
import { isLong, seed, tell } from "./proof.ts";

const CLIENTS = 64;
const ROUNDS = isLong ? 30 : 2;
const RECORDS = 8;

/** The same numbers between 0 and 1 for the same seed. */
const numbers = fc.sample(fc.noBias(fc.nat(999_999)), { numRuns: 50_000, seed });
let drawn = 0;
const random = (): number => (numbers[(drawn += 1) % numbers.length] ?? 0) / 1_000_000;

const data = mkdtempSync(join(tmpdir(), "baton-proof-"));
const engineData = openTemporaryFolder();
let engine: Engine;
let proxy: Awaited<ReturnType<typeof startFaultyProxy>>;
let stack: Running;

beforeAll(async () => {
  engine = await startEngine(engineData);
  proxy = await startFaultyProxy(engine.endpoint, random);
  stack = await runStack({ BATON_DATA: data, DYNAMODB_ENDPOINT: proxy.endpoint });
}, 120_000);
afterAll(async () => {
  await stack.kill();
  proxy.stop();
  await engine.stop();
  engineData.release();
  rmSync(data, { recursive: true });
});

const askingAs =
  (token: string): Ask =>
  async (method, path, { body, key }) => {
    const headers = { authorization: `Bearer ${token}`, "idempotency-key": key, "content-type": "application/json" };
    const sent = { method, headers, ...(body && { body: JSON.stringify(body) }) };
    const answer = await fetch(`${stack.url}${path}`, sent);
    const text = await answer.text();
    return { status: answer.status, body: text === "" ? undefined : JSON.parse(text) };
  };

describe("a token", () => {
  const claims = { tenant_id: "acme", roles: ["owner"], sub: "eve" };
  const signed = async (more: { key?: CryptoKey; issuer?: string; audience?: string; expires?: string }) => {
    const { iss = "", aud } = decodeJwt(await tokenOf(stack.url, "acme", "owner"));
    const jwk = JSON.parse(readFileSync(join(data, "issuer-key.json"), "utf8")) as JWK & { kid: string };
    return new SignJWT(claims)
      .setProtectedHeader({ alg: "RS256", kid: jwk.kid })
      .setIssuer(more.issuer ?? iss)
      .setAudience(more.audience ?? aud ?? "")
      .setExpirationTime(more.expires ?? "1h")
      .sign(more.key ?? (await importJWK(jwk, "RS256")));
  };
  const tokens: Record<string, () => Promise<string | undefined>> = {
    "that is not there": async () => undefined,
    "that is none": async () => "Bearer of good news",
    "that has expired": () => signed({ expires: "-1h" }),
    "of another issuer": () => signed({ issuer: "https://elsewhere.example" }),
    "for another audience": () => signed({ audience: "other" }),
    "signed with another key": async () => signed({ key: (await generateKeyPair("RS256")).privateKey }),
    "that nobody signed": async () => new UnsecuredJWT(claims).setExpirationTime("1h").encode(),
  };
  const askAll = async (token: string | undefined): Promise<string[]> => {
    const wrong: string[] = [];
    for (const [route] of routes) {
      const [method = "", path = ""] = route.split(" ");
      const target = path.replaceAll(/\{\w+\+?\}/g, "1");
      const headers = { "x-tenant-id": "acme", ...(token !== undefined && { authorization: `Bearer ${token}` }) };
      const { status } = await fetch(`${stack.url}${target}`, { method, headers });
      if (status !== 401) wrong.push(`${route}: ${status}`);
    }
    return wrong;
  };

  test.each(Object.keys(tokens))("%s opens no route", async (kind) => {
    expect(await askAll(await tokens[kind]?.())).toEqual([]);
  });

  test("that is good opens every route, so that the others are refused for what they are", async () => {
    expect(await askAll(await signed({}))).toHaveLength(routes.length);
  }, 60_000);
});

/** What 64 clients saw of some records, each client of one at a time. */
const historiesOf = async <State>(
  paths: readonly string[],
  ask: Ask,
  client: (ask: Ask, path: string, history: Operation<State>[], chance: number) => Promise<void>,
): Promise<Operation<State>[][]> => {
  const histories = paths.map((): Operation<State>[] => []);
  const work = async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const at = Math.floor(random() * paths.length);
      await client(ask, paths[at] ?? "", histories[at] ?? [], random());
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, work));
  return histories;
};

const lines = (history: readonly Pick<Operation<unknown>, "start" | "end" | "what">[]): string[] =>
  history.map(({ start, end, what }) => `${start.toFixed(1)}–${end.toFixed(1)} ${what}`);

describe(`what ${CLIENTS} clients see while requests to the database fail`, () => {
  test("has happened in one order: of runs' handoffs and of packets", async () => {
    console.info(`seed ${seed}`);
    const tenant = randomUUID();
    const ask = askingAs(await tokenOf(stack.url, tenant, "owner"));
    const made = (status: number) => {
      if (status >= 300) throw new Error(`${status}`);
    };
    const runs = Array.from({ length: RECORDS }, () => `/api/n3/runs/${randomUUID()}`);
    const features = Array.from({ length: RECORDS }, () => `/api/features/${randomUUID()}`);
    const key = () => ({ key: randomUUID() });
    for (const path of runs) {
      made((await ask("PUT", path, { ...key(), body: run })).status);
      made((await ask("PUT", `${path}/readiness`, { ...key(), body: readiness })).status);
      made((await ask("POST", `${path}/readiness-lock`, { ...key(), body: {} })).status);
      made((await ask("POST", `${path}/execution-eligibility`, { ...key(), body: {} })).status);
    }
    for (const path of features) made((await ask("PUT", path, { ...key(), body: feature })).status);
    proxy.spoil(0.1);
    const [ofRuns, ofFeatures] = await Promise.all([
      historiesOf<Handed>(runs, ask, onRun),
      historiesOf<number>(features, ask, onFeature),
    ]);
    proxy.spoil(0);
    for (const history of ofRuns) if (!isLinearizable(history, null)) expect(lines(history)).toBe("in one order");
    for (const history of ofFeatures) if (!isLinearizable(history, 0)) expect(lines(history)).toBe("in one order");
    const reconcile = async () => (await ask("GET", "/api/audit/reconcile", key())).body;
    await expect.poll(async () => (await reconcile()).pending, { timeout: 60_000 }).toBe(0);
    expect(await reconcile()).toMatchObject({ missing: [], extra: [], changed: [], pending: 0 });
    const operations = [...ofRuns, ...ofFeatures].flat().length;
    tell(
      "Linearizability",
      `${CLIENTS} clients made ${operations} operations on ${RECORDS} runs and ${RECORDS} features over HTTP while ${proxy.spoilt()} requests to the database were lost, unanswered, throttled, in conflict or failed: each history has an order that explains it.`,
    );
  }, 900_000);

  test("is judged by a checker that catches a handler which reads and then writes", async () => {
    const held = new Map<string, string>();
    const racy: Ask = async (method, path) => {
      const found = held.get(path);
      await new Promise((resolve) => setImmediate(resolve));
      if (method === "GET") return found ? { status: 200, body: { id: found } } : { status: 404, body: {} };
      if (method === "DELETE") return { status: held.delete(path) ? 200 : 404, body: {} };
      if (found || !path.endsWith("execution-handoff")) return { status: 409, body: { error_code: "HANDOFF_EXISTS" } };
      const handoff_id = randomUUID();
      held.set(path, handoff_id);
      return { status: 201, body: { handoff_id } };
    };
    const histories = await historiesOf<Handed>(["/a", "/b"], racy, onRun);
    expect(histories.map((history) => isLinearizable(history, null))).toContain(false);
  });
});
