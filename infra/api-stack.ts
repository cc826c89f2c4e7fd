import { CfnOutput, RemovalPolicy, Stack } from "aws-cdk-lib";
import { AccessLogFormat } from "aws-cdk-lib/aws-apigateway";
import {
  HttpApi,
  HttpAuthorizer,
  HttpAuthorizerType,
  HttpStage,
  type IHttpRouteAuthorizer,
  LogGroupLogDestination,
} from "aws-cdk-lib/aws-apigatewayv2";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import type { Plan } from "./stages.ts";
import { saveQueries } from "./queries.ts";

/** Whose tokens are accepted, and for whom they must have been issued. */
export type Tokens = { issuer: string; audience: string[] };

/** Where the context stacks hang their routes. */
export type Front = { api: HttpApi; authorizer: IHttpRouteAuthorizer; host: string };

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
  readonly front: Front;

  constructor(scope: Construct, id: string, { settings, tokens }: Plan & { tokens: Tokens }) {
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
    // Made here: an HttpJwtAuthorizer would be made by the first route that uses it, in that route's stack.
    const { authorizerId } = new HttpAuthorizer(this, "tokens", {
      httpApi: api,
      type: HttpAuthorizerType.JWT,
      identitySource: ["$request.header.Authorization"],
      jwtIssuer: tokens.issuer,
      jwtAudience: tokens.audience,
    });
    const authorizer = HttpAuthorizer.fromHttpAuthorizerAttributes(this, "authorizer", {
      authorizerId,
      authorizerType: HttpAuthorizerType.JWT,
    });
    this.front = { api, authorizer, host: `${api.apiId}.execute-api.${this.region}.${this.urlSuffix}` };
    saveQueries(this, "calls", [accessLog]);
    new CfnOutput(this, "Url", { value: stage.url });
  }
}
