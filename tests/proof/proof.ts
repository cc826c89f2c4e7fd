import { appendFileSync } from "node:fs";

/** `npm run prove` runs the long version of every proof, `npm test` a slice of it. */
export const isLong = process.env.PROOF === "long";

/** What a proof leaves to chance follows from this number; set SEED to what a failed run printed. */
export const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);

/** Tells what a proof has found: one line on the console, and one in docs/proof.md if this is `npm run prove`. */
export const tell = (proof: string, sentence: string): void => {
  console.info(`${proof}: ${sentence} Seed ${seed}.`);
  const { PROOF_REPORT } = process.env;
  if (PROOF_REPORT) appendFileSync(PROOF_REPORT, `${JSON.stringify({ proof, sentence, seed })}\n`);
};

const unsteady: readonly (readonly [RegExp, string])[] = [
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, "<uuid>"],
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, "<time>"],
  [/(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/g, "<digest>"],
  [/(?<![\w+/])[\w+/-]{43,}=*/g, "<bytes>"],
  [/\b(H|wave)-\d+/g, "<handoff>"],
  [/\b1\.\d+\.0\b/g, "<version>"],
  [/\b(P|R|NPD|PROD)-[0-9a-f]{8}\b/gi, "<code>"],
];

/** A text without what no two runs have in common: ids, moments, and the hashes of these. */
export const steady = (text: string): string =>
  unsteady.reduce((result, [pattern, name]) => result.replaceAll(pattern, name), text);
