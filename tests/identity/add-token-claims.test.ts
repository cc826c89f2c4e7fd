import type { PreTokenGenerationV2TriggerEvent } from "aws-lambda";
import { describe, expect, test } from "vitest";
import { handler } from "../../functions/identity/add-token-claims.ts";

const eventFor = (userAttributes: Record<string, string>, groups?: string[]): PreTokenGenerationV2TriggerEvent => ({
  version: "2",
  triggerSource: "TokenGeneration_HostedAuth",
  region: "eu-west-1",
  userPoolId: "eu-west-1_pool",
  userName: "b7e1",
  callerContext: { awsSdkVersion: "3", clientId: "console" },
  request: { userAttributes, groupConfiguration: { groupsToOverride: groups } },
  response: { claimsAndScopeOverrideDetails: {} },
});

const claimsFor = async (...of: Parameters<typeof eventFor>) => {
  const { idTokenGeneration, accessTokenGeneration } = (await handler(eventFor(...of))).response
    .claimsAndScopeOverrideDetails;
  return { id: idTokenGeneration.claimsToAddOrOverride, access: accessTokenGeneration.claimsToAddOrOverride };
};

describe("WOKEN BY the user pool before it issues a token", () => {
  test("puts the tenant and the roles into both tokens", async () => {
    const claims = { tenant_id: "acme", roles: ["owner", "auditor"] };
    expect(await claimsFor({ "custom:tenant_id": "acme" }, ["owner", "auditor"])).toEqual({
      id: claims,
      access: claims,
    });
  });

  test("gives a user without a tenant no tenant", async () => {
    expect((await claimsFor({ email: "a@example.com" }, ["member"])).access).toEqual({ roles: ["member"] });
    expect((await claimsFor({ "custom:tenant_id": "" }, ["member"])).access).toEqual({ roles: ["member"] });
  });

  test("gives a user of no group no roles", async () => {
    expect((await claimsFor({ "custom:tenant_id": "acme" })).access).toEqual({ tenant_id: "acme", roles: [] });
  });

  test("changes nothing else of the event", async () => {
    const event = eventFor({ "custom:tenant_id": "acme" }, ["member"]);
    expect({ ...(await handler(event)), response: undefined }).toEqual({ ...event, response: undefined });
  });
});
