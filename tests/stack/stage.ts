import type { CloudAssembly } from "aws-cdk-lib/cx-api";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { baton } from "../../infra/baton.ts";
import { build } from "../../infra/build.ts";
import { stackId, type StageSettings } from "../../infra/stages.ts";
import {
  actionsOf,
  appFor,
  type Kind,
  type Lambda,
  lambdasOf,
  ofType,
  type Resource,
  resourcesOf,
} from "../support/synthesis.ts";

export const AUDIT = "ledger/append-audit-entries";
export const ARCHIVE = "ledger/archive-checkpoints";
export const NOTIFY = "launch-handoffs/notify-production-manager";
export const ROOT = "arn:AWS::Partition:iam::AWS::AccountId:root";

export type Synthesis = { folder: string; built: string; assembly: CloudAssembly; remove: () => void };

/** Builds the functions and synthesises every stage, once for all that is asked of them. */
export const synthesise = async (): Promise<Synthesis> => {
  const folder = mkdtempSync(join(tmpdir(), "baton-stack-"));
  const built = join(folder, "build");
  await build(built);
  const assembly = baton(appFor(join(folder, "cdk.out")), built).synth();
  return {
    folder,
    built,
    assembly,
    remove: () => {
      rmSync(folder, { recursive: true });
    },
  };
};

/** One stage as it is deployed, and what is asked of it. */
export const stageIn = ({ assembly, built }: Synthesis, stage: string, settings: StageSettings) => {
  const resources: Resource[] = resourcesOf(assembly, stage);
  const lambdas: Lambda[] = lambdasOf(resources);
  const all = <K extends Kind>(kind: K) => ofType(resources, kind);
  return {
    stage,
    settings,
    built,
    keepsData: settings.keepsData,
    ownUsers: "callbackUrls" in settings.signIn,
    lambdas,
    all,
    only: <K extends Kind>(kind: K) => {
      const [found, ...others] = all(kind);
      if (!found || others.length > 0) throw new Error(`There is not exactly one ${kind}`);
      return found;
    },
    table: (name: string) => all("AWS::DynamoDB::GlobalTable").find(({ id }) => id.startsWith(name)),
    key: (name: string) => {
      const found = all("AWS::KMS::Key").find(({ id }) => id.startsWith(name));
      if (!found) throw new Error(`There is no key ${name}`);
      return found;
    },
    /** Of a kind that several stacks have, the one of this stack. */
    named: <K extends Kind>(kind: K, name: string) => {
      const found = all(kind).find(({ Metadata }) =>
        Metadata?.["aws:cdk:path"]?.startsWith(`${stackId(stage, name)}/`),
      );
      if (!found) throw new Error(`There is no ${kind} of ${name}`);
      return found;
    },
    functionOf: (entry: string) => lambdas.find((lambda) => lambda.entry === entry)?.resource,
    lambdasWith: (action: string) =>
      lambdas.filter((each) => actionsOf(each).includes(action)).map(({ entry }) => entry),
  };
};
export type SynthesisedStage = ReturnType<typeof stageIn>;
