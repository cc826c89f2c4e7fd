import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { readModel } from "../../local/template/template.ts";
import { fixtureAssembly } from "./fixture/assembly.ts";
import { caller } from "./fixture/caller.ts";
import { idsIn } from "./fixture/table.ts";

const assembly = fixtureAssembly();
const data = mkdtempSync(join(tmpdir(), "crash-"));
const started: ChildProcess[] = [];
afterAll(async () => {
  for (const child of started.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)) {
    child.kill("SIGKILL");
    await once(child, "exit");
  }
  rmSync(data, { recursive: true, force: true, maxRetries: 10 });
});

type Ready = { url: string; dynamodbEndpoint: string };

const start = async () => {
  const script = join(import.meta.dirname, "fixture/start.ts");
  const child = spawn(process.execPath, [script, assembly, data], { stdio: ["ignore", "ignore", "ignore", "ipc"] });
  started.push(child);
  const [ready] = (await once(child, "message")) as [Ready];
  return { ...ready, child };
};

/** The engines that serve this test's folder, found by their command line. */
const enginePids = (): number[] =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const [program = "", ...parameters] = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
        return program.endsWith("/dynoxide") && parameters.includes(join(data, "dynamodb.sqlite"));
      } catch {
        return false;
      }
    })
    .map(Number);

/** Writes from several callers until `enough` are acknowledged, strikes, and goes on until the stack is gone or `more` are. */
const writeUntil = async (url: string, round: string, strike: () => void, more: number): Promise<string[]> => {
  const { put } = await caller(url);
  const acknowledged: string[] = [];
  let number = 0;
  let struck = false;
  let isGone = false;
  const write = async () => {
    while (!isGone && acknowledged.length < 40 + more) {
      const id = `${round}-${String(number++)}`;
      const response = await put(id).catch(() => undefined);
      if (response?.status === 201) acknowledged.push(id);
      if (!response && struck) isGone = true;
      if (acknowledged.length >= 40 && !struck) {
        struck = true;
        strike();
      }
    }
  };
  await Promise.all(Array.from({ length: 6 }, write));
  return acknowledged;
};

describe.runIf(process.platform === "linux" && process.arch === "x64")("kill -9 in the middle of writes", () => {
  test("of the stack, of its engine and of both loses no acknowledged write and no change of the stream", async () => {
    const kill = (pids: number[]) => {
      for (const pid of pids) process.kill(pid, "SIGKILL");
    };
    const acknowledged: string[] = [];

    const first = await start();
    acknowledged.push(...(await writeUntil(first.url, "stack", () => first.child.kill("SIGKILL"), 1_000)));

    const second = await start();
    const goOn = () => {
      kill(enginePids());
    };
    acknowledged.push(...(await writeUntil(second.url, "engine", goOn, 20)));
    const both = () => {
      second.child.kill("SIGKILL");
      kill(enginePids());
    };
    acknowledged.push(...(await writeUntil(second.url, "both", both, 1_000)));

    const third = await start();
    third.child.send("deliver");
    await once(third.child, "message");
    const model = readModel(assembly, { origin: third.url });
    const items = await idsIn(model, "Items", third.dynamodbEndpoint);
    const changes = new Set(await idsIn(model, "Changes", third.dynamodbEndpoint));
    expect(acknowledged.length).toBeGreaterThan(120);
    expect(acknowledged.filter((id) => !items.includes(id))).toEqual([]);
    expect(items.filter((id) => !changes.has(id))).toEqual([]);

    third.child.kill("SIGKILL");
    await once(third.child, "exit");
    await expect.poll(enginePids).toEqual([]);
  });
});
