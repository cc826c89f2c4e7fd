import type { Who } from "../../support/call.ts";

/** One call that is answered 2xx, by somebody who may make it. */
export type Example = {
  who: Who;
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
};

/** The people of one tenant, each with the roles asked for. */
export type Tenant = (...roles: string[]) => Who;

/** Makes what the call needs, on records of its own. */
export type Given = (tenant: Tenant) => Promise<Example>;

/** What a call brings beside who makes it and the ids in its path. */
export type More = Omit<Example, "who" | "params">;

/** Where nothing has to be made first. */
export const none = async () => undefined;
