// GET /docs/{file}
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import * as z from "zod/mini";
import { problemJson } from "../../shared/http/problem-json.ts";
import { notFound } from "../../shared/kernel/problem.ts";

/** Only what is listed here can be read, whatever the path says. */
const types = {
  "page.js": "text/javascript; charset=utf-8",
  "swagger-ui-bundle.js": "text/javascript; charset=utf-8",
  "swagger-ui-bundle.js.LICENSE.txt": "text/plain; charset=utf-8",
  "swagger-ui.css": "text/css; charset=utf-8",
  "favicon-32x32.png": "image/png",
} as const;
type File = keyof typeof types;

export const contract = {
  summary: "A file of the page at /docs",
  roles: "anyone",
  produces: "application/octet-stream",
  params: z.strictObject({ file: z.enum(Object.keys(types) as [File]) }),
  answers: { 200: z.string() },
} as const;

const page = `SwaggerUIBundle({ url: "/openapi.json", dom_id: "#page", deepLinking: true, validatorUrl: null });\n`;

const read = (file: File): Buffer =>
  file === "page.js" ? Buffer.from(page) : readFileSync(new URL(file, import.meta.url));

const isFile = (name: string | undefined): name is File => name !== undefined && Object.hasOwn(types, name);

export const handler = async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
  const file = event.pathParameters?.file;
  if (!isFile(file)) {
    const problem = problemJson(notFound(), event.rawPath, event.requestContext.requestId);
    const headers = { "content-type": "application/problem+json", "cache-control": "no-store" };
    return { statusCode: 404, headers, body: JSON.stringify(problem) };
  }
  const zipped = (event.headers["accept-encoding"] ?? "").includes("gzip");
  const bytes = read(file);
  return {
    statusCode: 200,
    headers: {
      "content-type": types[file],
      "cache-control": "public, max-age=86400",
      vary: "accept-encoding",
      "x-content-type-options": "nosniff",
      ...(zipped && { "content-encoding": "gzip" }),
    },
    body: (zipped ? gzipSync(bytes) : bytes).toString("base64"),
    isBase64Encoded: true,
  };
};
