export type Claims = Record<string, unknown>;

/**
 * A token's claims as HTTP APIs hand them to Lambdas: every value is text, a list is `[owner admin]`, an object
 * `map[key:value]`, and a number never in exponents.
 */
export const flattenClaims = (claims: Claims): Record<string, string> =>
  Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, flatten(value)]));

const flatten = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(flatten).join(" ")}]`;
  if (value === null) return "<nil>";
  if (typeof value === "object") {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `map[${entries.map(([key, each]) => `${key}:${flatten(each)}`).join(" ")}]`;
  }
  if (typeof value === "number" && Number.isInteger(value)) return BigInt(value).toString();
  return typeof value === "string" ? value : JSON.stringify(value);
};
