import { type App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { acknowledge } from "./acknowledgements.ts";
import { AdmissionStack } from "./admission-stack.ts";
import { ApiStack } from "./api-stack.ts";
import { AuditStack } from "./audit-stack.ts";
import { ConsoleStack } from "./console-stack.ts";
import { ContextStack } from "./context-stack.ts";
import { DataStack } from "./data-stack.ts";
import { IdentityStack } from "./identity-stack.ts";
import { contexts } from "./routes.ts";
import { type Plan, stackId, stagesIn } from "./stages.ts";
import { WatchStack } from "./watch-stack.ts";

/** Puts the stages that the app's context asks for into it. Synthesis fails on a finding that nobody has acknowledged. */
export const baton = (app: App, build: string): App => {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  for (const [stage, settings] of stagesIn(app.node)) {
    addStacks(app, { stage, settings, build });
    acknowledge(app, stage, settings);
  }
  return app;
};

/** One stage: stacks side by side, because CloudFormation allows 500 resources in each and a route takes seven. */
export const addStacks = (app: App, plan: Plan): void => {
  const { stage } = plan;
  const { signIn, logHost } = plan.settings;
  const { holdings } = new DataStack(app, stackId(stage, "data"), plan);
  const issuer = "issuer" in signIn ? signIn : new IdentityStack(app, stackId(stage, "identity"), plan);
  const { api, host } = new ApiStack(app, stackId(stage, "api"), plan);
  const { url } = new ConsoleStack(app, stackId(stage, "console"), { ...plan, apiHost: host, issuer });
  const returnTo = [url, ...("callbackUrls" in signIn ? signIn.callbackUrls : [])];
  const admission = new AdmissionStack(app, stackId(stage, "admission"), { api, issuer, returnTo });
  const front = { api, authorizer: admission.authorizer };
  const estate = { ...holdings, logHost: logHost ?? host, signIn: admission.signIn };
  const listening = contexts.flatMap(
    (context) => new ContextStack(app, stackId(stage, context), { ...plan, context, estate, front }).listening ?? [],
  );
  const watched = new AuditStack(app, stackId(stage, "audit"), { ...plan, estate });
  new WatchStack(app, stackId(stage, "watch"), { ...plan, ...watched.parts, listening, api });
};
