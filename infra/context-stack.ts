import { Stack } from "aws-cdk-lib";
import { type HttpMethod, HttpNoneAuthorizer, HttpRoute, HttpRouteKey } from "aws-cdk-lib/aws-apigatewayv2";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import type { Construct } from "constructs";
import { allow, type Estate } from "./access.ts";
import type { Front } from "./api-stack.ts";
import type { Plan } from "./stages.ts";
import { Lambda } from "./lambda.ts";
import { hasQueries, saveQueries } from "./queries.ts";
import { openRoutes, routes } from "./routes.ts";

type ContextPlan = Plan & { context: string; estate: Estate; front: Front };

/** The routes of one context and the Lambdas behind them. */
export class ContextStack extends Stack {
  constructor(scope: Construct, id: string, { context, estate, front, ...plan }: ContextPlan) {
    super(scope, id);
    const guarded: Lambda[] = [];
    for (const line of [...routes, ...openRoutes]) {
      const [route, entry, ...may] = line;
      if (!entry.startsWith(`${context}/`)) continue;
      const [method, path] = route.split(" ") as [HttpMethod, string];
      const lambda = new Lambda(this, entry, plan);
      allow(lambda, may, estate);
      if (!openRoutes.includes(line)) guarded.push(lambda);
      new HttpRoute(this, `${lambda.node.id}-route`, {
        httpApi: front.api,
        routeKey: HttpRouteKey.with(path, method),
        integration: new HttpLambdaIntegration("integration", lambda),
        authorizer: openRoutes.includes(line) ? new HttpNoneAuthorizer() : front.authorizer,
      });
    }
    if (guarded.length === 0) return;
    const logs = guarded.map(({ logGroup }) => logGroup);
    saveQueries(this, "refusals", logs);
    if (hasQueries(context)) saveQueries(this, context, logs);
  }
}
