/** What a Lambda answers: a status, a JSON body or none, and headers beyond the content type. */
export type Answer = { status: number; body?: unknown; content?: Content; headers?: Record<string, string> };

/** What is not JSON: text, or bytes, of a media type. */
export type Content = { type: string; data: string | Buffer };

export const ok = (body: unknown, headers: Record<string, string> = {}): Answer => ({ status: 200, body, headers });
export const okContent = (content: Content, headers: Record<string, string> = {}): Answer => ({
  status: 200,
  content,
  headers,
});
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
