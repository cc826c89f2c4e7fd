import { hash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { extname, join, relative } from "node:path";
import { gzipSync } from "node:zlib";
import type { HttpAnswer } from "../gateway/answer.ts";
import type { Deployment } from "../template/model.ts";

export type FileRequest = { path: string; takesGzip: boolean; tag: string | undefined };
type Kept = { file: string; cacheControl: string };
type Loaded = { bytes: Buffer; zipped: Buffer; headers: Record<string, string> };

const types: Record<string, string> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

/** The files that deployments have put into buckets, found by bucket and path; read when they are first asked for. */
export const fileServer = (deployments: Deployment[]) => {
  const places = new Map(deployments.flatMap(filesOf));
  const loaded = new Map<string, Loaded>();

  return (bucket: string, { path, takesGzip, tag }: FileRequest): HttpAnswer | undefined => {
    const key = `${bucket}${path}`;
    const place = places.get(key);
    if (!place) return undefined;
    const { bytes, zipped, headers } = loaded.get(key) ?? load(place);
    loaded.set(key, { bytes, zipped, headers });
    if (tag === headers.etag) return { status: 304, headers, body: Buffer.alloc(0) };
    return takesGzip
      ? { status: 200, headers: { ...headers, "content-encoding": "gzip" }, body: zipped }
      : { status: 200, headers, body: bytes };
  };
};

const filesOf = ({ bucket, folders, cacheControl }: Deployment): [string, Kept][] =>
  folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      .map((file): [string, Kept] => [`${bucket}/${relative(folder, file)}`, { file, cacheControl }]),
  );

const load = ({ file, cacheControl }: Kept): Loaded => {
  const bytes = readFileSync(file);
  return {
    bytes,
    zipped: gzipSync(bytes),
    headers: {
      "content-type": types[extname(file)] ?? "application/octet-stream",
      "cache-control": cacheControl,
      etag: `"${hash("sha256", bytes, "base64url")}"`,
      vary: "accept-encoding",
    },
  };
};
