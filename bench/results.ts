import { writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { machine } from "../tests/support/machine.ts";
import type { Bundle } from "./bundles.ts";
import type { Comparison } from "./peer/compare.ts";
import type { Load } from "./peer/load.ts";
import { boundOf, figure, holds, type Row } from "./table.ts";

type Peer = { rows: Comparison[]; bytes: { baton: number; peer: number } } | undefined;

const loadOf = ({ perSecond, p50, p99, cpu }: Load): string => [perSecond, p50, p99, cpu].map(figure).join(" | ");

const peerChapter = (peer: Peer): string => {
  if (!peer) return "No PostgreSQL is installed here, so nothing was compared.";
  const rows = peer.rows.map(({ operation, baton, peer }) => `| ${operation} | ${loadOf(baton)} | ${loadOf(peer)} |`);
  return `The same five operations written the plain way (\`bench/peer/\`): Express and PostgreSQL, one transaction each, on the same machine in
the same minutes, 16 callers at once over HTTP. CPU is of all server processes, in ms a call; times are in ms. The peer looks at no
token, seals nothing, keeps no idempotency key and no proof. Baton does, with the gateway, the authorizer, the streams, the log and
an engine that stands in for DynamoDB on the same cores: what runs on AWS's side once it is deployed.

| operation | Baton: a second | p50 | p99 | CPU | peer: a second | p50 | p99 | CPU |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
${rows.join("\n")}

Bytes stored for each write: Baton ${figure(peer.bytes.baton)}, of which its stream records and log are a part; the peer ${figure(peer.bytes.peer)}.`;
};

/** Writes the table of this run, and the machine that it was made on. */
export const writeResults = (rows: readonly Row[], bundles: readonly Bundle[], peer: Peer): void => {
  const lines = rows.map(
    (row) =>
      `| ${row.what} | ${figure(row.measured)} | ${row.unit} | ${boundOf(row)} | ${holds(row) ? "ok" : "**missed**"} |`,
  );
  const missed = rows.filter((row) => !holds(row)).map(({ what, why = "Not known yet." }) => `- ${what}: ${why}`);
  const text = `# What \`npm run bench\` measured

Written by the run itself on ${new Date().toISOString().slice(0, 10)}: ${machine()}, load ${figure(loadavg()[0] ?? NaN)} at the end.

| what | measured | unit | limit | |
| --- | ---: | --- | --- | --- |
${lines.join("\n")}
${missed.length > 0 ? `\n## What was missed, and why\n\n${missed.join("\n")}\n` : ""}
## A launch of 20,000 lines

It is measured as it would be, with a formulation that the bench writes past the API. A request brings 2,000 lines and 1 MB at most,
and a larger one is refused with its size and the limit. One transaction takes 20,000 all the same: about 2 MB in seven items. But
its 4,000 write units ask one partition for four times what it gives in a second, so AWS may well throttle it,
and the wizard's answer would pass the 6 MB of a Lambda. What would open it: formulations that are sent in parts, BOM lines under
several partitions that the launch publishes by its head, and a wizard that shows its lines in pages.

## Beside the plain way

${peerChapter(peer)}

## Every Lambda

| Lambda | KB | init over a bare SDK handler's |
| --- | ---: | ---: |
${bundles.map(({ name, kilobytes, init }) => `| ${name} | ${figure(kilobytes)} | ${figure(init)} |`).join("\n")}
`;
  writeFileSync(new URL("RESULTS.md", import.meta.url), text);
};
