import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningStack, startStack } from "../../local/stack.ts";
import { feature, packet } from "./given.ts";
import { fileOf, send } from "./given-shell.ts";

let stack: RunningStack;
beforeAll(async () => {
  stack = await startStack({ port: 0, data: ":memory:", samples: "none" });
}, 120_000);
afterAll(async () => {
  await stack.stop();
});

/** `baton` as a process of its own: what a shell sees of it. */
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

const agent = ["--agent-id", "IN2", "--agent-name", "Builder Agent"];

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
    const args = ["--phase", "planning", "--cost-usd", "0.12", "--cost-tokens-in", "8500"];
    const { code, out } = await send(["--feature", id, ...args], orchestrator(), packet);
    expect(code).toBe(0);
    expect(JSON.parse(out).packet).toMatchObject({ phase: "planning", cost_usd: "0.12", cost_tokens_in: 8500 });
  });
  test("sends a file as editors write it: with a byte order mark, and whatever character", async () => {
    const id = await aFeature();
    const output_summary = "The text was a \uFFFD b";
    const { code, out } = await send(
      ["--feature", id],
      orchestrator(),
      `\uFEFF${JSON.stringify({ ...packet, output_summary })}`,
    );
    expect([code, JSON.parse(out).packet.output_summary]).toEqual([0, output_summary]);
  });
  test("makes a packet of an agent's own words, as a terminal shows them", async () => {
    const id = await aFeature();
    const words = "Route written.\n- Created src/route.ts\n- Decision: one table, because it is small";
    const shown = `\u001b[32m${words.replace("src", "\u001b[1msrc\u001b[0m")}\u001b[0m\0\u0007`;
    const args = ["--phase", "in_progress", "--from-output", "-", "--started-at", "2026-02-24T03:00:00Z"];
    const { code, out, err } = await baton(
      ["packet", "send", "--feature", id, ...args, ...agent],
      orchestrator(),
      shown,
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
  test("says that it cuts an agent's words, as the packet does, and only then", async () => {
    const id = await aFeature();
    const args = ["--feature", id, "--phase", "planning", ...agent, "--from-output"];
    const cut = await send([...args, fileOf("é".repeat(5_001))], orchestrator());
    const whole = await send([...args, fileOf("é".repeat(5_000))], orchestrator());
    expect([cut.code, cut.err]).toEqual([0, "baton: the summary is the first 5000 of 5001 characters\n"]);
    expect(JSON.parse(cut.out).packet).toMatchObject({
      output_summary: "é".repeat(5_000),
      output_summary_truncated: true,
      output_summary_length: 5_001,
    });
    expect([whole.code, whole.err]).toEqual([0, ""]);
    expect(JSON.parse(whole.out).packet).toMatchObject({
      output_summary_truncated: false,
      output_summary_length: 5_000,
    });
  });
  test("called again with the same key and an agent's own words gets the packet that it made", async () => {
    const id = await aFeature();
    const words = ["--from-output", fileOf("Done.")];
    const args = ["--feature", id, "--phase", "planning", ...words, ...agent, "--idempotency-key", "once"];
    const first = await send(args, orchestrator());
    expect([first.code, JSON.parse(first.out).packet.completed_at]).toEqual([0, expect.any(String)]);
    expect(await send(args, orchestrator())).toEqual(first);
  });
  test("says why a packet was refused, and who gave no token: exit 1", async () => {
    const id = await aFeature();
    const refused = await send(["--feature", id], orchestrator(), { ...packet, phase: "cancelled" });
    expect(refused).toMatchObject({
      code: 1,
      err: expect.stringContaining("400 /phase: Expected one of planning, design_review"),
    });
    const none = await send(["--feature", id], { ...orchestrator(), BATON_TOKEN_PARAMETERS: "" }, packet);
    expect([none.code, none.err]).toEqual([
      1,
      expect.stringContaining("gave no token: 400 tenant_id and sub are needed"),
    ]);
  });
});

test("baton lists the commands it has: for none of them it fails, for --help it does not", async () => {
  const [none, help] = await Promise.all([baton(["constructor"], {}), baton(["--help"], {})]);
  expect([none.code, none.err]).toEqual([2, expect.stringContaining("baton verify")]);
  expect(help).toEqual({ code: 0, out: none.err, err: "" });
});
