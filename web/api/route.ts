import type * as z from "zod/mini";

/** A Lambda's module, of which only the contract's type is known here: nothing of it comes into the page. */
export type Lambda = {
  contract: {
    params?: z.ZodMiniType;
    query?: z.ZodMiniType;
    body?: z.ZodMiniType;
    answers: Record<number, z.ZodMiniType>;
  };
};

export type RouteKey = `${"GET" | "POST" | "PUT" | "DELETE"} /${string}`;

/** A route of the API, and by its type what may be asked of it and what it answers. */
export type Route<L extends Lambda> = { key: RouteKey; lambda?: L };

/** `route<typeof import("../../functions/run-handoffs/get-run.ts")>("GET /api/n3/runs/{runId}")` */
export const route = <L extends Lambda>(key: RouteKey): Route<L> => ({ key });

type Part<L extends Lambda, Name extends "params" | "query" | "body"> =
  L["contract"] extends Record<Name, infer Schema extends z.ZodMiniType> ? z.input<Schema> : never;

/** What a call of the route has to say. */
export type Asked<L extends Lambda> = ([Part<L, "params">] extends [never]
  ? { params?: never }
  : { params: Part<L, "params"> }) &
  ([Part<L, "query">] extends [never] ? { query?: never } : { query?: Part<L, "query"> }) &
  ([Part<L, "body">] extends [never] ? { body?: never } : { body: Part<L, "body"> });

export type Answer<L extends Lambda> = z.output<L["contract"]["answers"][keyof L["contract"]["answers"] & number]>;

/** Any call, once the compiler has seen that it fits its route. */
export type AnyAsked = { params?: unknown; query?: unknown; body?: unknown };

/** The path of a call; its query is not part of it. */
export const pathOf = ({ key }: { key: RouteKey }, { params }: AnyAsked): string => {
  const values = (params ?? {}) as Record<string, string>;
  return key
    .slice(key.indexOf(" ") + 1)
    .replaceAll(/\{(\w+)\+?\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ""));
};

export const queryOf = ({ query }: AnyAsked): Record<string, string> =>
  Object.fromEntries(
    Object.entries((query ?? {}) as Record<string, string | undefined>).filter(
      (pair): pair is [string, string] => pair[1] !== undefined && pair[1] !== "",
    ),
  );
