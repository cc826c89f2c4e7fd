import * as z from "zod/mini";

export const Role = z.enum([
  "owner",
  "admin",
  "tenant_admin",
  "npd_lead",
  "r_and_d",
  "regulatory",
  "finance",
  "production_manager",
  "orchestrator",
  "agent",
  "builder",
  "reviewer",
  "member",
  "auditor",
]);
export type Role = z.infer<typeof Role>;

/** Who calls, as the token says it. `#` separates the words of a key, so a tenant may not contain one. */
export const Actor = z.object({
  id: z.string().check(z.minLength(1), z.maxLength(128)),
  tenantId: z.string().check(z.regex(/^[A-Za-z0-9._-]{1,64}$/)),
  roles: z.array(z.string()),
});
export type Actor = z.infer<typeof Actor>;
