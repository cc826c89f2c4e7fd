import fc from "fast-check";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, describe, expect, test } from "vitest";
import { feature, packet } from "../packets/given.ts";
import { type Running, runStack, tokenOf } from "../support/running-stack.ts";
import { isLong, seed, tell } from "./proof.ts";

const KILLS = isLong ? 200 : 2;
const CLIENTS = 6;
const LONGEST_LIFE_MS = 600;

const data = mkdtempSync(join(tmpdir(), "baton-kill-"));
const tenant = randomUUID();
let stack: Running | undefined;
afterAll(async () => {
  await stack?.kill();
  rmSync(data, { recursive: true, force: true, maxRetries: 10 });
});

/** The stack on the data that is there, and how to call it. */
const start = async () => {
  stack = await runStack({ BATON_DATA: data });
  const { url, kill } = stack;
  const token = await tokenOf(url, tenant, "owner");
  const ask = async (method: string, path: string, body?: object, key: string = randomUUID()) => {
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json", "idempotency-key": key };
    const answer = await fetch(`${url}${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    const text = await answer.text();
    const value: any = answer.headers.get("content-type")?.includes("json") ? JSON.parse(text) : text;
    return { status: answer.status, body: value };
  };
  return { ask, kill };
};
type Ask = Awaited<ReturnType<typeof start>>["ask"];

/** Ids that were acknowledged, by the key of their request; undefined where no answer came. */
type Sent = Map<string, string | undefined>;

/** Hands packets on, one after the other, until the stack is gone. */
const handOn = async (ask: Ask, path: string, sent: Sent): Promise<void> => {
  for (;;) {
    const key = randomUUID();
    sent.set(key, undefined);
    const answer = await ask("POST", `${path}/handoff-packets`, packet, key).catch(() => undefined);
    if (!answer) return;
    if (answer.status === 201) sent.set(key, answer.body.packet.id as string);
  }
};

describe(`a stack that is killed ${KILLS} times in the middle of its work`, () => {
  test("has lost nothing that it acknowledged, has nothing twice, and its log verifies", async () => {
    console.info(`seed ${seed}`);
    const lives = fc.sample(fc.noBias(fc.integer({ min: 50, max: LONGEST_LIFE_MS })), { numRuns: KILLS, seed });
    const features = Array.from({ length: CLIENTS }, () => ({
      path: `/api/features/${randomUUID()}`,
      sent: new Map() as Sent,
    }));
    for (const life of lives) {
      const { ask, kill } = await start();
      for (const { path } of features) expect((await ask("PUT", path, feature)).status).toBeLessThan(300);
      // What was signed before a death has to be in the log after it.
      await ask("GET", "/api/audit/checkpoint");
      const working = features.map(({ path, sent }) => handOn(ask, path, sent));
      await pause(life);
      await kill();
      await Promise.all(working);
    }
    const { ask } = await start();
    let acknowledged = 0;
    for (const { path, sent } of features) {
      for (const [key, id] of sent) {
        const again = await ask("POST", `${path}/handoff-packets`, packet, key);
        expect([again.status, id ?? again.body.packet.id]).toEqual([201, again.body.packet.id]);
        if (id) acknowledged += 1;
      }
      const kept = (await ask("GET", `${path}/handoff-packets`)).body as { id: string; version: number }[];
      expect(kept.map(({ version }) => version)).toEqual(kept.map((_, at) => sent.size - at));
      expect([...sent.values()].filter((id) => id && !kept.some((each) => each.id === id))).toEqual([]);
    }
    const reconcile = async () => (await ask("GET", "/api/audit/reconcile")).body;
    await expect.poll(async () => (await reconcile()).pending, { timeout: 60_000 }).toBe(0);
    expect(await reconcile()).toMatchObject({ missing: [], extra: [], changed: [] });
    expect(acknowledged).toBeGreaterThan(KILLS);
    const work = `${acknowledged} packets were acknowledged before, between and after ${KILLS} deaths by kill -9`;
    tell("Crash", `${work}: each is there, none twice, and the log with all that was signed of it verifies.`);
  }, 3_000_000);
});
