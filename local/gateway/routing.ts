/** What a request goes to, and the values of the path parameters in the route's key. */
export type Match<R> = { route: R; parameters: Record<string, string> };

type Part = { kind: "literal" | "parameter" | "greedy"; text: string };

const rank = { literal: 0, parameter: 1, greedy: 2 };

/**
 * The routing table of an HTTP API: of the routes that match, the most specific one takes the request, a literal before
 * a `{parameter}` before a `{greedy+}`, a method before ANY, and `$default` when nothing else does. Paths are given decoded.
 */
export const router = <R extends { key: string }>(routes: R[]) => {
  const table = routes
    .filter(({ key }) => key !== "$default")
    .map((route) => {
      const [method = "", path = ""] = route.key.split(" ");
      return { route, method, parts: path.slice(1).split("/").map(parse) };
    })
    .sort((a, b) => compare(a.parts, b.parts) || Number(a.method === "ANY") - Number(b.method === "ANY"));
  const otherwise = routes.find(({ key }) => key === "$default");

  return (method: string, path: string): Match<R> | undefined => {
    const segments = path.slice(1).split("/");
    for (const { route, method: wanted, parts } of table) {
      if (wanted !== "ANY" && wanted !== method) continue;
      const parameters = match(parts, segments);
      if (parameters) return { route, parameters };
    }
    return otherwise && { route: otherwise, parameters: {} };
  };
};

const parse = (text: string): Part => {
  const [, name, plus] = /^\{([^}+]+)(\+?)\}$/.exec(text) ?? [];
  if (name === undefined) return { kind: "literal", text };
  return { kind: plus ? "greedy" : "parameter", text: name };
};

const compare = (a: Part[], b: Part[]): number => {
  const index = a.findIndex((part, i) => part.kind !== b[i]?.kind);
  const [left, right] = [a[index], b[index]];
  return left && right ? rank[left.kind] - rank[right.kind] : b.length - a.length;
};

const match = (parts: Part[], segments: string[]): Record<string, string> | undefined => {
  const parameters: Record<string, string> = {};
  for (const [index, { kind, text }] of parts.entries()) {
    const segment = segments[index];
    if (segment === undefined || (kind === "literal" && segment !== text)) return undefined;
    const value = kind === "greedy" ? segments.slice(index).join("/") : segment;
    if (value === "") return undefined;
    if (kind !== "literal") parameters[text] = value;
    if (kind === "greedy") return parameters;
  }
  return parts.length === segments.length ? parameters : undefined;
};
