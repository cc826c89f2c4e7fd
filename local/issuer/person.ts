/** A person that a token can be for. */
export type Person = { sub: string; name?: string; tenant_id: string; tenant_name?: string; roles: string[] };

/** Names a person among those on the sign-in page; one subject may belong to several tenants. */
export const keyOf = ({ tenant_id, sub }: Person): string => `${tenant_id} ${sub}`;

/** The person that a form describes field by field; undefined if it lacks who or whose. */
export const personOf = (form: URLSearchParams): Person | undefined => {
  const [sub, tenant_id] = [form.get("sub"), form.get("tenant_id")];
  if (!sub || !tenant_id) return undefined;
  return { sub, tenant_id, roles: (form.get("roles") ?? "").split(/\s+/).filter(Boolean) };
};
