import chromium from "@sparticuz/chromium";
import { chromium as browsers } from "playwright-core";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- only an interface can be added to
  export interface ProvidedContext {
    url: string;
    browserEndpoint: string;
  }
}

/** One stack and one browser for all tests of the console. The stack is the one of `npm start`, in a process of its own. */
export default async (project: TestProject) => {
  const [stack, browser] = await Promise.all([startStack(), startBrowser()]);
  project.provide("url", stack.url);
  project.provide("browserEndpoint", browser.wsEndpoint());
  return async () => {
    await Promise.all([browser.close(), stack.stop()]);
  };
};

const startStack = async () => {
  const data = mkdtempSync(join(tmpdir(), "baton-console-"));
  const child = spawn(process.execPath, ["local/start.ts"], {
    env: { ...process.env, PORT: "0", BATON_DATA: data, BATON_SAMPLE: "none" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  for await (const line of createInterface(child.stdout)) {
    const [, url] = /^ready (\S+)$/.exec(line) ?? [];
    if (url === undefined) continue;
    // What it says from now on is nobody's to read, and must not fill the pipe.
    child.stdout.resume();
    const stop = async () => {
      child.kill("SIGTERM");
      if (child.exitCode === null) await once(child, "exit");
      rmSync(data, { recursive: true, maxRetries: 10 });
    };
    return { url, stop };
  }
  throw new Error("The stack did not start");
};

/**
 * The Chromium that comes with npm ci: no other is looked for, and without it there is no test. Its own arguments are for
 * Lambda, where one process has to do; with several windows that one crashes.
 */
const startBrowser = async () =>
  browsers.launchServer({ executablePath: await chromium.executablePath(), args: ["--no-sandbox"], headless: true });
