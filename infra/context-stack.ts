import { Duration, Stack } from "aws-cdk-lib";
import { type HttpMethod, HttpNoneAuthorizer, HttpRoute, HttpRouteKey } from "aws-cdk-lib/aws-apigatewayv2";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { allow, type Estate } from "./access.ts";
import type { Front } from "./api-stack.ts";
import type { Plan } from "./stages.ts";
import { Lambda } from "./lambda.ts";
import { hasQueries, saveQueries } from "./queries.ts";
import { listenerAt, openRoutes, routes, wakings } from "./routes.ts";
import { failureQueue, listen } from "./stream-listener.ts";

type ContextPlan = Plan & { context: string; estate: Estate; front: Front };

/** The routes of one context and the Lambdas behind them. */
export class ContextStack extends Stack {
  /** Its Lambdas that a stream wakes, and the queue for what they could not do; undefined if there are none. */
  readonly listening: { lambdas: Lambda[]; failures: Queue } | undefined;

  constructor(scope: Construct, id: string, { context, estate, front, ...plan }: ContextPlan) {
    super(scope, id);
    this.listening = listensIn(this, { context, estate, ...plan });
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

const listensIn = (
  stack: Stack,
  { context, estate, ...plan }: Omit<ContextPlan, "front">,
): ContextStack["listening"] => {
  const woken = Object.entries(wakings).filter(([entry]) => entry.startsWith(`${context}/`));
  if (woken.length === 0) return undefined;
  const failures = failureQueue(stack, "listener-failures");
  const lambdas = woken.map(([listening, { stream, pattern }]) => {
    const [, entry, ...may] = listenerAt(listening);
    const lambda = new Lambda(stack, entry, plan, Duration.minutes(1));
    allow(lambda, may, estate);
    listen(lambda, { table: estate[stream], patterns: [pattern], batchingSeconds: 0, failures });
    return lambda;
  });
  return { lambdas, failures };
};
