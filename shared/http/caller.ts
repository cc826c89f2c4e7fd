import type { APIGatewayProxyEventV2WithJWTAuthorizer } from "aws-lambda";
import { Actor, type Role } from "../kernel/actor.ts";
import { Problem, notFound } from "../kernel/problem.ts";

/**
 * Who calls, from the claims that the authorizer has verified.
 * @param forbidden what a caller without one of the roles is told
 * @throws Problem FORBIDDEN without a tenant or a fitting role; NOT_FOUND when `x-tenant-id` names another tenant
 */
export const callerOf = (
  event: APIGatewayProxyEventV2WithJWTAuthorizer,
  roles: readonly Role[],
  forbidden = `This needs one of the roles ${roles.join(", ")}. Ask your administrator.`,
): Actor => {
  const { claims } = event.requestContext.authorizer.jwt;
  const actor = Actor.safeParse({ id: claims.sub, tenantId: claims.tenant_id, roles: rolesOf(claims.roles) });
  if (!actor.success) throw new Problem("FORBIDDEN", "Your token names no tenant. Ask your administrator for one.");
  if ((event.headers["x-tenant-id"] ?? actor.data.tenantId) !== actor.data.tenantId) throw notFound();
  if (!roles.some((role) => actor.data.roles.includes(role))) throw new Problem("FORBIDDEN", forbidden);
  return actor.data;
};

/** HTTP APIs hand a claim that is an array to Lambdas as one string: `[owner admin]`. */
const rolesOf = (claim: unknown): string[] => (typeof claim === "string" ? claim.split(/[[\] ]+/).filter(Boolean) : []);
