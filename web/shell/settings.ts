import type * as z from "zod/mini";
import { unreachable } from "../api/problem.ts";
import type { RouteKey } from "../api/route.ts";

type Contract = typeof import("../../functions/docs/get-console-settings.ts").contract;

/** Who signs people in, and which roles each route is open to: told by the API itself. */
export type Settings = z.output<Contract["answers"][200]>;

/** @throws ApiProblem */
export const loadSettings = async (): Promise<Settings> => {
  const response = await fetch("/console.json").catch(() => undefined);
  if (!response?.ok) throw unreachable();
  return (await response.json()) as Settings;
};

/** The roles that a route is open to; none if there is no such route. */
export const rolesFor = ({ roles }: Settings, route: RouteKey): readonly string[] => roles[route] ?? [];
