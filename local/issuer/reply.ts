/** What the issuer answers; its pages and tokens are nobody's to keep. */
export type Reply = { status: number; headers: Record<string, string>; body: string };

const reply = (status: number, headers: Record<string, string>, body = ""): Reply => ({
  status,
  headers: { "cache-control": "no-store", ...headers },
  body,
});

export const json = (status: number, value: unknown): Reply =>
  reply(status, { "content-type": "application/json" }, JSON.stringify(value));

export const html = (status: number, page: string): Reply =>
  reply(
    status,
    {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    },
    page,
  );

export const redirect = (to: URL): Reply => reply(303, { location: to.href });

export const unauthorized = (): Reply => reply(401, { "www-authenticate": 'Bearer error="invalid_token"' });
