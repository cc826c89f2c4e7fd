export type HttpAnswer = { status: number; headers: Record<string, string | string[]>; body: Buffer };

type Structured = {
  statusCode: number | string;
  headers?: Record<string, unknown>;
  cookies?: string[];
  body?: unknown;
  isBase64Encoded?: boolean;
};

const largestAnswerBytes = 6 * 1024 * 1024;

/** What API Gateway itself says, such as 404 or 500, without a Lambda having answered. */
export const gatewayAnswer = (status: number, message: string, headers: Record<string, string> = {}): HttpAnswer => ({
  status,
  headers: { "content-type": "application/json", ...headers },
  body: Buffer.from(JSON.stringify({ message })),
});

/** The HTTP answer that an HTTP API makes of a Lambda's result. Throws on a result that API Gateway would not understand. */
export const answerOf = (result: unknown): HttpAnswer => {
  const text = JSON.stringify(result ?? null);
  if (Buffer.byteLength(text) > largestAnswerBytes) throw new Error("A Lambda's answer is larger than 6 MB");
  const value = JSON.parse(text) as unknown;
  if (!isStructured(value)) {
    const body = Buffer.from(typeof value === "string" ? value : text);
    return { status: 200, headers: { "content-type": "application/json" }, body };
  }
  const { headers = {}, cookies, body = "", isBase64Encoded } = value;
  const status = Number(value.statusCode);
  if (!Number.isInteger(status) || status < 100 || status > 599) throw new Error(`No HTTP status: ${value.statusCode}`);
  if (typeof body !== "string") throw new Error("The body of an answer must be text");
  return {
    status,
    headers: {
      "content-type": "text/plain; charset=utf-8",
      ...Object.fromEntries(Object.entries(headers).map(([name, each]) => [name.toLowerCase(), String(each)])),
      ...(cookies && { "set-cookie": cookies }),
    },
    body: Buffer.from(body, isBase64Encoded ? "base64" : "utf8"),
  };
};

const isStructured = (value: unknown): value is Structured =>
  typeof value === "object" && value !== null && "statusCode" in value;
