import { type App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { acknowledge } from "./acknowledgements.ts";
import { ApiStack } from "./api-stack.ts";
import { AuditStack } from "./audit-stack.ts";
import { ContextStack } from "./context-stack.ts";
import { DataStack } from "./data-stack.ts";
import { IdentityStack } from "./identity-stack.ts";
import { contexts } from "./routes.ts";
import { stackId, type StageSettings, stagesIn } from "./stages.ts";

/** What the stacks of a stage are made from: its settings, and the folder with the built functions. */
export type Plan = { settings: StageSettings; build: string };

/** Puts the stages that the app's context asks for into it. Synthesis fails on a finding that nobody has acknowledged. */
export const baton = (app: App, build: string): App => {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  for (const [stage, settings] of stagesIn(app.node)) {
    addStacks(app, stage, { settings, build });
    acknowledge(app, stage, settings);
  }
  return app;
};

/** One stage: stacks side by side, because CloudFormation allows 500 resources in each and a route takes seven. */
export const addStacks = (app: App, stage: string, plan: Plan): void => {
  const { signIn } = plan.settings;
  const { tables } = new DataStack(app, stackId(stage, "data"), plan);
  const { tokens } =
    "issuer" in signIn
      ? { tokens: signIn }
      : new IdentityStack(app, stackId(stage, "identity"), { ...plan, ...signIn });
  const { front } = new ApiStack(app, stackId(stage, "api"), { ...plan, tokens });
  for (const context of contexts) new ContextStack(app, stackId(stage, context), { ...plan, context, tables, front });
  new AuditStack(app, stackId(stage, "audit"), { ...plan, tables });
};
