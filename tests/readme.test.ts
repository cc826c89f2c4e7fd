import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listeners, openRoutes, routes } from "../infra/routes.ts";
import { type RunningStack, startStack } from "../local/stack.ts";

const readme = readFileSync("README.md", "utf8");
const walk = [...readme.matchAll(/```sh walk\n([\s\S]*?)```/g)].map(([, block = ""]) => block);

let stack: RunningStack;
beforeAll(async () => {
  stack = await startStack({ port: 0, data: ":memory:", samples: "none" });
}, 120_000);
afterAll(() => stack.stop());

describe("the README", () => {
  test("its walk with curl shows what it says", async () => {
    const script = walk.join("").replace("http://localhost:3000", stack.url);
    // The log follows the commit a moment later; whoever types the commands does not notice.
    const patient = script.replace(
      /(?=baton "\$BATON\/api\/audit)/,
      "until baton $BATON/api/audit | grep -q handoff_created; do :; done\n",
    );
    const { stdout } = await promisify(execFile)("bash", ["-euo", "pipefail", "-c", patient]);
    const lines = stdout.trim().split("\n");
    const answers = lines.flatMap((line) => (line.startsWith("{") ? [JSON.parse(line)] : []));
    const [run, , lock, , evaluation, recorded, read, again, repeated, audit, reconciled, ...others] = answers;
    expect(run).toMatchObject({ name: "Boiler checks", status: "draft" });
    expect(lock).toMatchObject({ locked: true });
    expect(evaluation).toMatchObject({
      eligibility: { overall: "degraded" },
      deltas: {
        attachments: { attached_count_delta: -2, category_deltas: { heating: -2 } },
        coordination: { coord_ready_count_delta: -3, opt_in_ratio_delta: -0.15 },
      },
    });
    expect(recorded).toMatchObject({ success: true, handoff_id: read.id });
    expect(read).toMatchObject({ note: "for Tuesday", payload: { execution_eligibility: evaluation } });
    expect(again).toMatchObject({ status: 409, error_code: "HANDOFF_EXISTS" });
    expect(repeated).toEqual(recorded);
    expect(audit.entries[0]).toMatchObject({ event: "n3_run_execution_handoff_created", digest: read.digest });
    expect(lines.filter((line) => line.startsWith("ok "))).toHaveLength(6);
    expect(lines.filter((line) => line.startsWith("FAIL"))).toEqual([]);
    expect(reconciled).toMatchObject({ missing: [], extra: [], changed: [], checked: 2 });
    const [, packet, summary, , validated, suggested, judged] = others;
    expect(packet).toMatchObject({ phase_label: "Planning", packet: { version: 1, cost_usd: "0.12" } });
    expect(summary).toMatchObject({ totals: { cost_usd: "0.12", cost_tokens_in: 8500 } });
    expect(validated).toMatchObject({ validation: { can_handoff: false } });
    expect(suggested).toMatchObject({ fields: { prompt_handoff_command: "ai/commands/prompt-synthesize.sh qa" } });
    expect(judged).toMatchObject({ verdict: "fail" });
    expect(lines.at(-1)).toContain("as it should be");
    const digests = lines.filter((line) => /^[0-9a-f]{64}( |$)/.test(line)).map((line) => line.slice(0, 64));
    expect(digests).toEqual([read.digest, read.digest]);
  });

  test("it counts the Lambdas as they are", () => {
    const [tokens, open, woken] = [routes.length, openRoutes.length, listeners.length];
    const words = readme.replaceAll(/\s+/g, " ");
    expect(words).toContain(`${tokens} routes with a token, ${open} without and ${woken} listeners`);
    expect(words).toContain(`are ${tokens + open + woken} Lambdas`);
    expect(words).toContain(`only ${tokens + open + woken - 1} run`);
  });

  test("every file it links to is there", () => {
    const links = [...readme.matchAll(/\]\(([^)h][^)]*)\)/g)].map(([, path = ""]) => path);
    expect(links.length).toBeGreaterThan(3);
    expect(links.filter((link) => !existsSync(link))).toEqual([]);
  });
});
