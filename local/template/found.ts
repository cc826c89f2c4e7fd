import type { Identity } from "./identity.ts";

/** A resource of the templates: what messages call it, what others refer to it by, and its properties. */
export type Found = {
  title: string;
  identity: Identity;
  /** As they are written, with intrinsics. */
  written: Record<string, unknown>;
  /** Resolved; throws if one of them cannot be. */
  properties: () => unknown;
};

/** The candidate that a resource names by one of its properties. Throws if there is none. */
export const one = (candidates: Found[], matches: (each: Found) => boolean, wanted: string, by: Found): Found => {
  const found = candidates.find(matches);
  if (!found) throw new Error(`Cannot run ${by.title}: no ${wanted} here is the one it names`);
  return found;
};

/** The function that a name, an ARN or an invocation URI names; a version or alias of it is the function itself here. */
export const functionOf = (reference: string, functions: Found[], by: Found): string => {
  const [, arn = reference] = /\/functions\/(.+)\/invocations$/.exec(reference) ?? [];
  const named = ({ identity: { Ref, Arn } }: Found) => Ref === arn || Arn === arn || arn.startsWith(`${Arn}:`);
  return one(functions, named, "function", by).identity.Ref;
};
