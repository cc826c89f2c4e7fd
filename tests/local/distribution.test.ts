import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { distribution } from "../../local/distribution/distribution.ts";
import { send, serve, type Service } from "../../local/gateway/http-server.ts";
import type { Behavior } from "../../local/template/model.ts";

const folder = mkdtempSync(join(tmpdir(), "distribution-"));
mkdirSync(join(folder, "assets"));
writeFileSync(join(folder, "index.html"), "<p>page</p>");
writeFileSync(join(folder, "assets/a.js"), "let a;");
writeFileSync(join(folder, "assets/b.svg"), "<svg/>");
const secret = `${folder}.secret`;
writeFileSync(secret, "secret");

const files: Behavior = {
  pattern: undefined,
  methods: ["GET", "HEAD"],
  bucket: "files",
  viewerRequest: undefined,
  headers: { "x-frame-options": "DENY" },
};
const toIndex = `function handler(event) { event.request.uri = "/index.html"; return event.request; }`;
const behaviors: Behavior[] = [
  { ...files, pattern: "/assets/*" },
  { ...files, pattern: "/api/*", methods: ["GET", "POST"], bucket: undefined },
  { ...files, pattern: "/docs?", bucket: undefined },
  { ...files, viewerRequest: toIndex },
];
const deployments = [{ bucket: "files", folders: [folder], cacheControl: "no-cache" }];

let service: Service;
beforeAll(async () => {
  service = await serve(
    distribution({ behaviors, deployments }, (incoming, outgoing) => {
      send(outgoing, { status: 200, headers: {}, body: Buffer.from(`api ${incoming.url}`) });
    }),
  );
});
afterAll(async () => {
  await service.stop();
  rmSync(folder, { recursive: true });
  rmSync(secret);
});
const get = async (path: string, init?: RequestInit) => {
  const response = await fetch(service.endpoint + path, init);
  return { status: response.status, headers: response.headers, body: await response.text() };
};

describe("a distribution", () => {
  test("takes the paths of a pattern to the API, queries and methods included", async () => {
    expect((await get("/api/runs?a=/assets/")).body).toBe("api /api/runs?a=/assets/");
    expect((await get("/api/runs", { method: "POST" })).status).toBe(200);
    expect((await get("/docs1")).body).toBe("api /docs1");
  });

  test("serves the files of its bucket with their type, how long they keep, and its headers", async () => {
    const { status, headers, body } = await get("/assets/a.js");
    expect([status, body]).toEqual([200, "let a;"]);
    expect(Object.fromEntries(headers)).toMatchObject({
      "content-type": "text/javascript; charset=utf-8",
      "content-encoding": "gzip",
      "cache-control": "no-cache",
      "x-frame-options": "DENY",
    });
    expect(
      (await get("/assets/b.svg", { headers: { "accept-encoding": "identity" } })).headers.get("content-encoding"),
    ).toBe(null);
  });

  test("lets the function at the edge see each path first", async () => {
    expect((await get("/runs/1?status=draft")).body).toBe("<p>page</p>");
  });

  test.each([
    "/assets/gone.js",
    "/assets/",
    "/assets/..%2findex.html",
    `/assets/..%2f..%2f${secret.split("/").at(-1)}`,
  ])("has no file %s", async (path) => {
    expect((await get(path)).status).toBe(404);
  });

  test("answers 304 to whoever has the file already", async () => {
    const etag = (await get("/assets/a.js")).headers.get("etag") ?? "";
    expect((await get("/assets/a.js", { headers: { "if-none-match": etag } })).status).toBe(304);
  });

  test("refuses a method that the behavior does not allow", async () => {
    expect((await get("/runs", { method: "POST" })).status).toBe(403);
    expect((await get("/api/runs", { method: "DELETE" })).status).toBe(403);
  });
});
