import { CfnOutput, RemovalPolicy, Stack } from "aws-cdk-lib";
import { AccessLogFormat } from "aws-cdk-lib/aws-apigateway";
import { HttpApi, HttpStage, type IHttpRouteAuthorizer, LogGroupLogDestination } from "aws-cdk-lib/aws-apigatewayv2";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import type { Plan } from "./stages.ts";
import { saveQueries } from "./queries.ts";

/** Where the context stacks hang their routes. */
export type Front = { api: HttpApi; authorizer: IHttpRouteAuthorizer };

const accessLine = {
  requestId: "$context.requestId",
  route: "$context.routeKey",
  status: "$context.status",
  latency: "$context.responseLatency",
  integrationLatency: "$context.integrationLatency",
  integrationError: "$context.integrationErrorMessage",
  authorizerError: "$context.authorizer.error",
  gatewayError: "$context.error.message",
  tenant_id: "$context.authorizer.claims.tenant_id",
  actor_id: "$context.authorizer.claims.sub",
};

export class ApiStack extends Stack {
  readonly api: HttpApi;
  readonly host: string;

  constructor(scope: Construct, id: string, { settings }: Plan) {
    super(scope, id);
    const api = new HttpApi(this, "api", { apiName: id, createDefaultStage: false });
    const accessLog = new LogGroup(this, "access-log", {
      retention: settings.logRetentionDays,
      removalPolicy: settings.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    const stage = new HttpStage(this, "default", {
      httpApi: api,
      stageName: "$default",
      autoDeploy: true,
      throttle: { rateLimit: settings.requestsPerSecond, burstLimit: settings.burst },
      accessLogSettings: {
        destination: new LogGroupLogDestination(accessLog),
        format: AccessLogFormat.custom(JSON.stringify(accessLine)),
      },
    });
    this.api = api;
    this.host = `${api.apiId}.execute-api.${this.region}.${this.urlSuffix}`;
    saveQueries(this, "calls", [accessLog]);
    new CfnOutput(this, "Url", { value: stage.url });
  }
}
