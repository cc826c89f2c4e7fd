import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, describe, expect, test } from "vitest";

const data = mkdtempSync(join(tmpdir(), "baton-npm-"));
const groups: number[] = [];
afterAll(() => {
  for (const group of groups) endIfThere(group);
  rmSync(data, { recursive: true, maxRetries: 10 });
});

const endIfThere = (group: number) => {
  try {
    process.kill(-group, "SIGKILL");
  } catch {
    // It has ended, as it should.
  }
};

/** `npm start` in a process group of its own, as a terminal gives it one. */
const npmStart = async () => {
  const child = spawn("npm", ["start", "--silent"], {
    env: { ...process.env, PORT: "0", BATON_DATA: data, BATON_SAMPLE: "none", DYNAMODB_ENDPOINT: "" },
    stdio: ["ignore", "pipe", "ignore"],
    detached: true,
  });
  const pid = child.pid ?? 0;
  groups.push(pid);
  // Its output ends when the last process that holds it does, npm or not.
  const ended = once(child.stdout, "end");
  for await (const line of createInterface(child.stdout)) {
    const [, url] = /^ready (\S+)$/.exec(line) ?? [];
    if (url === undefined) continue;
    child.stdout.resume();
    return { url, pid, ended };
  }
  throw new Error("npm start did not start");
};

describe("npm start", () => {
  test.each([
    ["SIGTERM to npm alone", (pid: number) => process.kill(pid, "SIGTERM")],
    ["Ctrl-C, which a terminal sends to npm and its children alike", (pid: number) => process.kill(-pid, "SIGINT")],
  ])("ends with everything it started at %s", { timeout: 120_000 }, async (_, end) => {
    const { url, pid, ended } = await npmStart();
    expect((await fetch(`${url}/openapi.json`)).status).toBe(200);
    end(pid);
    await ended;
    await expect(fetch(`${url}/openapi.json`)).rejects.toThrow();
  });
});
