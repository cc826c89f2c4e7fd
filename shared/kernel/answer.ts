/** What a Lambda answers: a status, a JSON body or none, and headers beyond the content type. */
export type Answer = { status: number; body?: unknown; headers?: Record<string, string> };

export const ok = (body: unknown, headers: Record<string, string> = {}): Answer => ({ status: 200, body, headers });
export const created = (body: unknown, headers: Record<string, string> = {}): Answer => ({
  status: 201,
  body,
  headers,
});

/** The same answer again, to a request that arrived before. */
export const replayed = ({ status, body, headers }: Answer): Answer => ({
  status,
  body,
  headers: { ...headers, "idempotency-replayed": "true" },
});
