import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { buffer } from "node:stream/consumers";
import { parseArgs } from "node:util";
import { assertStrict } from "../shared/kernel/json.ts";
import { type AgentOutput, readAgentOutput, SUMMARY } from "../shared/packets/agent-output.ts";
import { FeatureId } from "../shared/packets/feature.ts";
import { connect, connectionOptions, connectionUsage } from "./connection.ts";
import { Unreachable } from "./patience.ts";
import { failed, Misused } from "./refuse.ts";

const options = {
  feature: { type: "string" },
  phase: { type: "string" },
  file: { type: "string" },
  "from-output": { type: "string" },
  "agent-id": { type: "string" },
  "agent-name": { type: "string" },
  "agent-type": { type: "string" },
  status: { type: "string" },
  "started-at": { type: "string" },
  "completed-at": { type: "string" },
  "cost-usd": { type: "string" },
  "cost-tokens-in": { type: "string" },
  "cost-tokens-out": { type: "string" },
  model: { type: "string" },
  provider: { type: "string" },
  "idempotency-key": { type: "string" },
  ...connectionOptions,
} as const;

export const packetSendUsage = `usage: baton packet send --feature ID --phase PHASE [--file FILE | --from-output FILE] [--agent-id ID --agent-name NAME …]

  The packet is JSON, from --file or standard input; flags go over what it says. --from-output takes an agent's own words instead
  (- for standard input): the summary, and the artifacts and decisions that it plainly names. Further flags:
    --agent-type --status --started-at --completed-at --cost-usd --cost-tokens-in --cost-tokens-out --model --provider
    --idempotency-key KEY   of this packet; a new one unless told, which exit 3 names
${connectionUsage}
  exit: 0 recorded (the answer is on standard output) · 1 refused · 2 the words of the call are off · 3 nobody answered, try again
`;

type Words = { [name in keyof typeof options]?: string } & { "idempotency-key": string };

/** `baton packet send`: hands a phase over, once, however often it has to be sent. @returns the exit code */
export const packetSend = async (args: string[]): Promise<number> => {
  try {
    const words = wordsOf(args);
    const body = await packetOf(words);
    process.stdout.write(`${await send(words, body).catch(tellingKey(words))}\n`);
    return 0;
  } catch (error) {
    return failed(error, packetSendUsage);
  }
};

const tellingKey =
  ({ "idempotency-key": key }: Words) =>
  (error: Error): never => {
    if (!(error instanceof Unreachable)) throw error;
    throw new Unreachable(`${error.message}\nbaton: try again with --idempotency-key ${key}`);
  };

const wordsOf = (args: string[]): Words => {
  try {
    const { values } = parseArgs({ args, options });
    if (!FeatureId.safeParse(values.feature).success)
      throw new Misused(`Which --feature is it? Expected a UUID${values.feature ? `, not ${values.feature}` : ""}.`);
    return { "idempotency-key": randomUUID(), ...values };
  } catch (error) {
    throw new Misused((error as Error).message);
  }
};

const packetOf = async (words: Words): Promise<Record<string, unknown>> => {
  const output = words["from-output"];
  if (output !== undefined && words.file !== undefined) throw new Misused("Take --file or --from-output, not both.");
  if (output === undefined) return { ...jsonIn(await contentOf(words.file ?? "-")), ...flagsIn(words) };
  return { ...outputIn(new TextDecoder().decode(await bytesOf(output))), ...flagsIn(words) };
};

/** What an agent's words say. What is cut here, the packet tells and so does this command. */
const outputIn = (words: string): AgentOutput & { output_summary_length: number } => {
  const { output, summaryLength } = readAgentOutput(words);
  if (summaryLength > SUMMARY)
    process.stderr.write(
      `baton: the summary is the first ${Array.from(output.output_summary).length} of ${summaryLength} characters\n`,
    );
  return { ...output, output_summary_length: summaryLength };
};

/** What a file holds; `-` is standard input. */
const bytesOf = async (file: string): Promise<Buffer> => {
  try {
    return file === "-" ? await buffer(process.stdin) : readFileSync(file);
  } catch (error) {
    throw new Misused((error as Error).message);
  }
};

/** A file's text, without the mark of its byte order that some editors write. */
const contentOf = async (file: string): Promise<string> => {
  const bytes = await bytesOf(file);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Misused(`${file === "-" ? "Standard input" : file} is not UTF-8 text. Save it as UTF-8.`);
  }
};

/** As the API reads it: what it would refuse is not mended on the way. */
const jsonIn = (content: string): object => {
  const value = parsed(content);
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Misused("The packet is no JSON object. For an agent's own words take --from-output.");
  try {
    assertStrict(content, value);
  } catch (error) {
    throw new Misused((error as Error).message);
  }
  return value;
};

const parsed = (content: string): unknown => {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
};

const texts = [
  "phase",
  "agent-id",
  "agent-name",
  "agent-type",
  "status",
  "started-at",
  "completed-at",
  "cost-usd",
  "model",
  "provider",
] as const;
const counts = ["cost-tokens-in", "cost-tokens-out"] as const;

const flagsIn = (words: Words): Record<string, unknown> => ({
  ...Object.fromEntries(
    texts.flatMap((name) => (words[name] === undefined ? [] : [[fieldOf(name), words[name]] as const])),
  ),
  ...Object.fromEntries(
    counts.flatMap((name) => (words[name] === undefined ? [] : [[fieldOf(name), countIn(name, words[name])] as const])),
  ),
});

const countIn = (name: string, word: string): number => {
  if (!/^\d+$/.test(word)) throw new Misused(`--${name} is ${word}: expected a whole number.`);
  return Number(word);
};

const fieldOf = (flag: string): string => flag.replaceAll("-", "_");

const send = async (words: Words, body: Record<string, unknown>): Promise<string> => {
  if (!body.phase) throw new Misused("Which --phase is it?");
  const { post } = await connect(words, "The packet was refused");
  return post(`/api/features/${words.feature ?? ""}/handoff-packets`, body, words["idempotency-key"]);
};
