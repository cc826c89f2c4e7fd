import { expect, test } from "vitest";
import { Role } from "../../shared/kernel/actor.ts";
import { openRoutes, routes } from "../../infra/routes.ts";
import { type SynthesisedStage } from "./stage.ts";

/** Who gets in, how often, and for how long. */
export const gateway = ({ settings, ownUsers, lambdas, all, only }: SynthesisedStage): void => {
  test("asks for a token on every route but the open ones", () => {
    const { id } = only("AWS::ApiGatewayV2::Authorizer");
    const found = all("AWS::ApiGatewayV2::Route").map(({ Properties }) => Properties);
    const guards = found.map(({ RouteKey, AuthorizationType, AuthorizerId }) => [
      RouteKey,
      AuthorizationType,
      AuthorizerId,
    ]);
    const guarded = routes.map(([route]) => [route, "JWT", id]);
    const open = openRoutes.map(([route]) => [route, "NONE", undefined]);
    expect(guards.sort()).toEqual([...guarded, ...open].sort());
  });

  test("takes tokens of its issuer for its audience only", () => {
    const accepted = ownUsers
      ? {
          Issuer: `${only("AWS::Cognito::UserPool").id}.ProviderURL`,
          Audience: [only("AWS::Cognito::UserPoolClient").id],
        }
      : { Issuer: "https://id.example.com/", Audience: ["baton"] };
    expect(only("AWS::ApiGatewayV2::Authorizer").Properties).toMatchObject({
      AuthorizerType: "JWT",
      JwtConfiguration: accepted,
    });
  });

  test("throttles, and logs every call with its status, latency and what the authorizer said", () => {
    const { DefaultRouteSettings, AccessLogSettings } = only("AWS::ApiGatewayV2::Stage").Properties;
    expect(DefaultRouteSettings).toEqual({
      ThrottlingRateLimit: settings.requestsPerSecond,
      ThrottlingBurstLimit: settings.burst,
    });
    expect(JSON.parse(AccessLogSettings.Format)).toMatchObject({
      requestId: "$context.requestId",
      route: "$context.routeKey",
      status: "$context.status",
      latency: "$context.responseLatency",
      authorizerError: "$context.authorizer.error",
    });
  });

  test("lets a call take 28 seconds, as the gateway waits for 30", () => {
    const entries = new Set([...routes, ...openRoutes].map(([, entry]) => entry));
    const called = lambdas.filter(({ entry }) => entries.has(entry));
    expect(called).toHaveLength(entries.size);
    for (const { resource } of called) expect(resource.Properties.Timeout).toBe(28);
  });

  test("sends people back to the console, and to a developer's machine only where nothing is kept", () => {
    if (!ownUsers) return;
    const { CallbackURLs, LogoutURLs } = only("AWS::Cognito::UserPoolClient").Properties;
    expect(CallbackURLs[0]).toMatch(/^https:/);
    expect(CallbackURLs.slice(1)).toEqual(settings.keepsData ? [] : ["http://localhost:3000/"]);
    expect(LogoutURLs).toEqual(CallbackURLs);
  });

  test("has users made by an administrator, each in one tenant for good, with groups for roles, or none at all", () => {
    if (!ownUsers) {
      expect(all("AWS::Cognito::UserPool")).toEqual([]);
      return;
    }
    expect(only("AWS::Cognito::UserPool").Properties).toMatchObject({
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      MfaConfiguration: "ON",
      LambdaConfig: { PreTokenGenerationConfig: { LambdaVersion: "V2_0" } },
      Schema: [{ Name: "tenant_id", Mutable: false }],
    });
    expect(only("AWS::Cognito::UserPoolClient").Properties).toMatchObject({
      AllowedOAuthFlows: ["code"],
      GenerateSecret: false,
      WriteAttributes: ["email"],
    });
    const groups = all("AWS::Cognito::UserPoolGroup").map(({ Properties }) => Properties.GroupName);
    expect(groups.sort()).toEqual([...Role.options].sort());
  });
};
