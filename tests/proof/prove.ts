import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { machine } from "../support/machine.ts";

type Found = { proof: string; sentence: string; seed: number };

/** `npm run prove`: the long version of every proof, one after the other; what each found goes into docs/proof.md. */
const measuredOn = machine();
const folder = mkdtempSync(join(tmpdir(), "baton-prove-"));
const report = join(folder, "report.jsonl");
const vitest = spawn(
  process.execPath,
  ["node_modules/vitest/vitest.mjs", "run", "tests/proof", "--project", "baton", "--no-file-parallelism"],
  { stdio: "inherit", env: { ...process.env, PROOF: "long", PROOF_REPORT: report } },
);
const [code] = (await once(vitest, "close")) as [number | null];
const text = existsSync(report) ? readFileSync(report, "utf8") : "";
const found = text
  .split("\n")
  .filter(Boolean)
  .map((line) => JSON.parse(line) as Found);
rmSync(folder, { recursive: true });

const verdict =
  code === 0 ? "Every proof holds." : "At least one proof failed: its seed and what broke are on the console.";
const rows = found
  .sort((a, b) => (a.proof < b.proof ? -1 : 1))
  .map(({ proof, sentence, seed }) => `- **${proof}**: ${sentence} (seed ${seed})`);
writeFileSync(
  "docs/proof.md",
  `# What \`npm run prove\` found

Written by the run itself on ${new Date().toISOString().slice(0, 10)}: ${measuredOn}. ${verdict}
\`npm test\` runs a slice of the same with a seed of its own; \`SEED=<seed> npm run prove\` repeats a run.

${rows.join("\n")}
`,
);
process.exitCode = code ?? 1;
