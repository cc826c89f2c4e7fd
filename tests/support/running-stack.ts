import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

export type Running = { url: string; child: ChildProcess; kill: () => Promise<void> };

/** The stack of `npm start` in a process of its own, without samples. @param environment says what differs */
export const runStack = async (environment: Record<string, string>): Promise<Running> => {
  const child = spawn(process.execPath, ["local/start.ts"], {
    env: { ...process.env, DYNAMODB_ENDPOINT: "", PORT: "0", BATON_SAMPLE: "none", ...environment },
    stdio: ["ignore", "pipe", "ignore"],
  });
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGKILL");
    await once(child, "exit");
  };
  for await (const line of createInterface(child.stdout)) {
    const [, url] = /^ready (\S+)$/.exec(line) ?? [];
    if (url === undefined) continue;
    // What it says from now on is nobody's to read, and must not fill the pipe.
    child.stdout.resume();
    return { url, child, kill };
  }
  throw new Error("The stack did not start");
};

/** A token of the stack's own issuer. */
export const tokenOf = async (url: string, tenant_id: string, roles: string, sub = "somebody"): Promise<string> => {
  const form = { grant_type: "client_credentials", tenant_id, sub, roles };
  const answer = await fetch(`${url}/oidc/token`, { method: "POST", body: new URLSearchParams(form) });
  return ((await answer.json()) as { access_token: string }).access_token;
};
