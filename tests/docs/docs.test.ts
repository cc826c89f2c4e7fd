import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { build } from "../../infra/build.ts";
import { openApi } from "../../infra/openapi.ts";
import { openRoutes, routes } from "../../infra/routes.ts";

type Operation = Record<string, unknown> & { responses: Record<string, object>; parameters?: object[] };
type Document = { openapi: string; paths: Record<string, Record<string, Operation>> };

const folder = mkdtempSync(join(tmpdir(), "baton-docs-"));
beforeAll(() => build(folder));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Calls a Lambda as it is deployed: what it serves lies beside it only once it is built. */
const call = async (name: string, headers: Record<string, string> = {}, pathParameters?: Record<string, string>) => {
  const { handler } = (await import(join(folder, `docs/${name}/index.mjs`))) as {
    handler: (event: object) => Promise<APIGatewayProxyStructuredResultV2>;
  };
  return handler({ headers, pathParameters, rawPath: "/docs/x", requestContext: { requestId: "r-1" } });
};
const get = (file: string, headers?: Record<string, string>) => call("get-docs-file", headers, { file });
const document = async () => JSON.parse((await call("get-openapi")).body ?? "") as Document;

describe("GET /console.json", () => {
  test("says who signs people in, and the roles of each route as its contract has them", async () => {
    Object.assign(process.env, { SIGN_IN_ISSUER: "https://id.example.com/", SIGN_IN_CLIENT_ID: "console" });
    const { statusCode, headers, body = "" } = await call("get-console-settings");
    const { sign_in, roles } = JSON.parse(body) as { sign_in: object; roles: Record<string, string[]> };
    expect([statusCode, headers?.["cache-control"]]).toEqual([200, "no-cache"]);
    expect(sign_in).toEqual({ issuer: "https://id.example.com/", client_id: "console" });
    expect(Object.keys(roles).sort()).toEqual(routes.map(([route]) => route).sort());
    expect(roles["GET /api/audit"]).toEqual(["auditor", "owner", "admin"]);
  });
});

describe("GET /openapi.json", () => {
  test("describes every route, for the roles that may call it", async () => {
    const { openapi, paths } = await document();
    expect(openapi).toBe("3.1.1");
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(described.sort()).toEqual([...routes, ...openRoutes].map(([route]) => route).sort());
    expect(paths["/api/n3/runs/{runId}/execution-handoff"]?.post).toMatchObject({
      operationId: "create-execution-handoff",
      tags: ["run-handoffs"],
      security: [{ token: [] }],
      "x-roles": ["owner", "admin", "tenant_admin"],
    });
    expect(paths["/docs"]?.get).toMatchObject({ security: [] });
  });

  test("names the headers and the refusals of each method", async () => {
    const { paths } = await document();
    const put = paths["/api/n3/runs/{runId}"]?.put;
    const post = paths["/api/n3/runs/{runId}/execution-handoff"]?.post;
    const headers = (operation?: Operation) => JSON.stringify(operation?.parameters);
    expect(headers(put)).toContain("ifMatch");
    expect(headers(put)).toContain("ifNoneMatch");
    expect(headers(post)).toContain("idempotencyKey");
    expect(Object.keys(put?.responses ?? {})).toEqual(
      expect.arrayContaining(["400", "401", "403", "404", "412", "503"]),
    );
    expect(Object.keys(post?.responses ?? {})).toEqual(
      expect.arrayContaining(["201", "409", "413", "415", "422", "429"]),
    );
  });

  test("says which answers are no JSON, and which bodies may be left out", async () => {
    const paths = (await document()).paths as Record<string, Record<string, any>>;
    const typesOf = (path: string) => Object.keys(paths[path]?.get.responses["200"].content);
    expect(typesOf("/api/audit/checkpoint")).toEqual(["text/plain"]);
    expect(typesOf("/api/audit/key")).toEqual(["text/plain"]);
    const tiles = Object.keys(paths).find((path) => path.startsWith("/api/audit/tile/")) ?? "";
    expect(typesOf(tiles)).toEqual(["application/octet-stream"]);
    expect(paths["/api/n3/runs/{runId}/execution-eligibility"]?.post.requestBody.required ?? false).toBe(false);
    expect(paths["/api/n3/runs/{runId}"]?.put.requestBody.required).toBe(true);
  });

  test("is the same to the byte whenever it is made", async () => {
    const built = readFileSync(join(folder, "docs/get-openapi/openapi.json"), "utf8");
    expect(JSON.stringify(await openApi())).toBe(built);
  });

  test("answers 304 to who has it already", async () => {
    const { headers } = await call("get-openapi");
    const etag = String(headers?.etag);
    expect(await call("get-openapi", { "if-none-match": etag })).toMatchObject({ statusCode: 304, headers: { etag } });
    expect(await call("get-openapi", { "if-none-match": '"other"' })).toMatchObject({ statusCode: 200 });
  });
});

describe("GET /docs", () => {
  test("takes everything from this server, and runs no inline script", async () => {
    const { body = "", headers } = await call("get-docs-page");
    expect(headers?.["content-security-policy"]).toMatch(/default-src 'none'; script-src 'self';/);
    expect(headers?.["content-security-policy"]).not.toMatch(/script-src[^;]*unsafe/);
    expect(body).not.toMatch(/https?:|<script>|<style>| style=| on\w+=/);
  });

  test("asks for no file that is not there", async () => {
    const { body = "" } = await call("get-docs-page");
    const files = [...body.matchAll(/"\/docs\/([^"]+)"/g)].map(([, file = ""]) => file);
    expect(files).toHaveLength(4);
    for (const file of files) expect(await get(file)).toMatchObject({ statusCode: 200 });
  });
});

describe("GET /docs/{file}", () => {
  test("sends the file, compressed for who accepts it", async () => {
    const file = "swagger-ui-bundle.js";
    const original = readFileSync(createRequire(import.meta.url).resolve(`swagger-ui-dist/${file}`));
    const plain = await get(file);
    const zipped = await get(file, { "accept-encoding": "br, gzip" });
    expect(plain.headers).not.toHaveProperty("content-encoding");
    expect(Buffer.from(plain.body ?? "", "base64").equals(original)).toBe(true);
    expect(zipped.headers).toMatchObject({ "content-encoding": "gzip", "cache-control": "public, max-age=86400" });
    expect(gunzipSync(Buffer.from(zipped.body ?? "", "base64")).equals(original)).toBe(true);
    expect(plain.body?.length).toBeLessThan(6_000_000);
  });

  test.each([
    "index.mjs",
    "../index.mjs",
    "..%2Findex.mjs",
    "/etc/passwd",
    "constructor",
    "__proto__",
    "nothing.js",
    "",
  ])("does not know %j", async (file) => {
    const { statusCode, body = "", headers } = await get(file);
    expect(statusCode).toBe(404);
    expect(headers?.["content-type"]).toBe("application/problem+json");
    expect(JSON.parse(body)).toMatchObject({ status: 404, error_code: "NOT_FOUND", request_id: "r-1" });
  });
});
