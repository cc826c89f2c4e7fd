import { region } from "../template/intrinsics.ts";
import type { LambdaFunction } from "../template/model.ts";

/**
 * The variables that the functions find in their environment. They share one process, so it throws if two of them want
 * different values for one variable.
 */
export const environmentOf = (
  functions: LambdaFunction[],
  endpoint: string,
  others: { kms?: string; s3?: string; sns?: string } = {},
): Record<string, string> => {
  const wanted = new Map<string, { value: string; by: string }>();
  for (const { name: by, environment } of functions) {
    for (const [variable, value] of Object.entries(environment)) {
      const other = wanted.get(variable);
      if (other && other.value !== value)
        throw new Error(
          `Functions share one process here, but ${other.by} wants ${variable}=${other.value} and ${by} wants ${variable}=${value}`,
        );
      wanted.set(variable, { value, by });
    }
  }
  return {
    ...Object.fromEntries([...wanted].map(([variable, { value }]) => [variable, value])),
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    ...Object.fromEntries(
      Object.entries({ dynamodb: endpoint, ...others }).flatMap(([service, at]) => [
        [`${service.toUpperCase()}_ENDPOINT`, at],
        [`AWS_ENDPOINT_URL_${service.toUpperCase()}`, at],
      ]),
    ),
  };
};

/** A developer's own profile would win over the dummy keys, and then reach a real account. */
const mustBeAbsent = ["AWS_PROFILE", "AWS_SESSION_TOKEN"];

/** Puts the variables into this process; the function returned takes them out again. */
export const enterEnvironment = (variables: Record<string, string>): (() => void) => {
  const before = { ...process.env };
  for (const variable of mustBeAbsent) Reflect.deleteProperty(process.env, variable);
  Object.assign(process.env, variables);
  return () => {
    for (const variable of [...mustBeAbsent, ...Object.keys(variables)]) {
      if (before[variable] === undefined) Reflect.deleteProperty(process.env, variable);
      else process.env[variable] = before[variable];
    }
  };
};
