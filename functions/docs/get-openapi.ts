// GET /openapi.json
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { hash } from "node:crypto";
import { readFileSync } from "node:fs";
import * as z from "zod/mini";

export const contract = {
  summary: "What this API is, as an OpenAPI 3.1 document",
  roles: "anyone",
  answers: { 200: z.looseObject({ openapi: z.string() }) },
} as const;

type Document = { text: string; caching: { etag: string; "cache-control": string } };

const read = (): Document => {
  const text = readFileSync(new URL("openapi.json", import.meta.url), "utf8");
  return { text, caching: { etag: `"${hash("sha256", text, "base64url")}"`, "cache-control": "public, max-age=300" } };
};

// Not read before the first call: the document is made from the contracts of all functions, this one's included.
let document: Document | undefined;

export const handler = async ({ headers }: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
  const { text, caching } = (document ??= read());
  if (headers["if-none-match"] === caching.etag) return { statusCode: 304, headers: caching };
  return { statusCode: 200, headers: { "content-type": "application/json", ...caching }, body: text };
};
