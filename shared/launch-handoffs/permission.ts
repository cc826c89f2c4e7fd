import type { Role } from "../kernel/actor.ts";

type Roles = readonly [Role, ...Role[]];

/** May see that a project is and how far it is, and what the factory works with: the Production Manager too (AC-11). */
export const readers = [
  "owner",
  "admin",
  "npd_lead",
  "r_and_d",
  "regulatory",
  "finance",
  "production_manager",
] as const satisfies Roles;

/** May see recipes, costs and documents of a project. To the factory they are open as a BOM, once they are handed off. */
export const developers = ["owner", "admin", "npd_lead", "r_and_d", "regulatory", "finance"] as const satisfies Roles;

export const projectLeads = ["owner", "admin", "npd_lead"] as const satisfies Roles;
export const formulators = ["owner", "admin", "npd_lead", "r_and_d"] as const satisfies Roles;
/** A project lead may send costing in; only Finance approves it. */
export const costingWriters = ["owner", "admin", "npd_lead", "finance"] as const satisfies Roles;
export const complianceWriters = ["owner", "admin", "npd_lead", "regulatory"] as const satisfies Roles;
/** The settings say what a project lead may not skip, so a project lead does not write them. */
export const settingsWriters = ["owner", "admin"] as const satisfies Roles;
export const productionWriters = ["owner", "admin", "production_manager"] as const satisfies Roles;
