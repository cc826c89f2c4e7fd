// WOKEN BY the user pool before it issues a token
import type { PreTokenGenerationV2TriggerEvent } from "aws-lambda";

/**
 * Adds the tenant and the roles to both tokens. Whoever has no tenant gets no claim of one, and every route refuses them.
 * The return type is inferred: the event's own type does not know that a claim may be an array.
 */
export const handler = async (event: PreTokenGenerationV2TriggerEvent) => {
  const { userAttributes, groupConfiguration } = event.request;
  const tenantId = userAttributes["custom:tenant_id"];
  const roles = groupConfiguration.groupsToOverride ?? [];
  const claims = { claimsToAddOrOverride: { ...(tenantId && { tenant_id: tenantId }), roles } };
  return {
    ...event,
    response: { claimsAndScopeOverrideDetails: { idTokenGeneration: claims, accessTokenGeneration: claims } },
  };
};
