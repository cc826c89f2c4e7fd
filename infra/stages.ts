import { RetentionDays } from "aws-cdk-lib/aws-logs";
import type { Node } from "constructs";
import * as z from "zod/mini";

/** Where people may come back to besides the console's own address, such as a developer's machine. */
const OwnUserPool = z.strictObject({ callbackUrls: z.array(z.url()) });
const OtherIssuer = z.strictObject({
  issuer: z.url(),
  audience: z.tuple([z.string()], z.string()),
  /** What the console is called there, where its address is to be registered; the first audience if left out. */
  clientId: z.optional(z.string()),
});
export type OtherIssuer = z.infer<typeof OtherIssuer>;

/** What one stage differs in from another; cdk.json gives the values. */
const StageSettings = z.strictObject({
  /** Tables, logs and users outlive a deleted stack, and tables can go back to any second of the last 35 days. */
  keepsData: z.boolean(),
  requestsPerSecond: z.int().check(z.positive()),
  burst: z.int().check(z.positive()),
  logRetentionDays: z.enum(RetentionDays),
  /** Stands before the API, if a domain of your own does; else the API's own host. Every log is signed under it for good. */
  logHost: z.optional(z.string().check(z.regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/))),
  /** Copies of what was signed. Compliance locks them against everybody; governance lets a privileged person remove them. */
  archive: z.strictObject({
    lock: z.enum(["governance", "compliance"]),
    days: z.int().check(z.positive()),
    everyHours: z.int().check(z.minimum(1), z.maximum(24)),
  }),
  /** Addresses that each alarm writes to, once they have confirmed. */
  alarmsTo: z.array(z.email()),
  /** How long the audit Lambda waits for a batch to fill: larger batches cost less, smaller ones are seen sooner. */
  auditBatchingSeconds: z.int().check(z.minimum(0), z.maximum(300)),
  signIn: z.union([OwnUserPool, OtherIssuer]),
});
export type StageSettings = z.infer<typeof StageSettings>;

/** What the stacks of a stage are made from: its settings, and the folder with the built functions. */
export type Plan = { stage: string; settings: StageSettings; build: string };

/** Also how a person names the stack to the cdk: `cdk deploy "baton-dev-*"`. */
export const stackId = (stage: string, part: string): string => `baton-${stage}-${part}`;

const Stages = z.record(z.string().check(z.regex(/^[a-z][a-z0-9]*$/)), StageSettings);

/**
 * The stages to make, from the context `stages`: all of them, or the one that `-c stage=<name>` names.
 * @throws when cdk.json does not describe them or does not have that one
 */
export const stagesIn = (context: Node): [name: string, settings: StageSettings][] => {
  const described = Stages.safeParse(context.tryGetContext("stages"));
  if (!described.success) throw new Error(`cdk.json, context "stages":\n${z.prettifyError(described.error)}`);
  const stages = Object.entries(described.data);
  const wanted: unknown = context.tryGetContext("stage");
  if (wanted === undefined) return stages;
  const found = stages.filter(([name]) => name === wanted);
  if (found.length === 0)
    throw new Error(
      `No stage is named ${JSON.stringify(wanted)}; cdk.json has ${Object.keys(described.data).join(", ")}`,
    );
  return found;
};
