import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { HttpAnswer } from "../gateway/answer.ts";
import type { Bucket } from "../template/model.ts";
import { readPayload } from "./payload.ts";
import { notImplemented, S3Error } from "./s3-error.ts";
import type { Version, Versions } from "./versions.ts";
import { xml } from "../gateway/xml.ts";

export type Request = {
  incoming: IncomingMessage;
  bucket: Bucket;
  versions: Versions;
  /** Empty in a request to the bucket itself. */
  key: string;
  query: URLSearchParams;
};
type Operation = (request: Request) => HttpAnswer | Promise<HttpAnswer>;

const mostKeysAtOnce = 1_000;

const put: Operation = async ({ incoming, bucket, versions, key }) => {
  const onlyIfNew = incoming.headers["if-none-match"];
  if (onlyIfNew !== undefined && onlyIfNew !== "*") throw notImplemented("If-None-Match with a tag");
  const { bytes, hasChecksum } = await readPayload(incoming);
  if (bucket.retention && !hasChecksum)
    throw new S3Error(400, "InvalidRequest", "A put into a bucket with Object Lock needs a checksum");
  const written = versions.put(key, bytes, onlyIfNew === "*");
  return { status: 200, headers: { etag: tagOf(bytes), ...versionHeader(bucket, written) }, body: Buffer.alloc(0) };
};

const get: Operation = ({ bucket, versions, key, query }) => {
  const found = versions.find(key, versionIn(query));
  if (!found) throw new S3Error(404, "NoSuchKey", "The specified key does not exist.");
  const body = versions.bytesOf(found);
  const { lock, writtenAt } = found;
  const headers = {
    "content-type": "binary/octet-stream",
    "last-modified": writtenAt.toUTCString(),
    etag: tagOf(body),
    ...versionHeader(bucket, found),
    ...(lock && {
      "x-amz-object-lock-mode": lock.mode,
      "x-amz-object-lock-retain-until-date": lock.until.toISOString(),
    }),
  };
  return { status: 200, headers, body };
};

const remove: Operation = ({ versions, key, query }) => {
  versions.remove(key, versionIn(query));
  return { status: 204, headers: {}, body: Buffer.alloc(0) };
};

const list: Operation = ({ bucket, versions, query }) => {
  if (query.get("list-type") !== "2") throw notImplemented("A listing other than of type 2");
  const prefix = query.get("prefix") ?? "";
  const token = query.get("continuation-token");
  const after = Buffer.from(token === null ? (query.get("start-after") ?? "") : Buffer.from(token, "base64url"));
  const most = Math.min(Number(query.get("max-keys") ?? mostKeysAtOnce), mostKeysAtOnce);
  const delimiter = query.get("delimiter");
  const newest = versions.newest().filter(({ key }) => key.startsWith(prefix));
  const left = entriesOf(newest, prefix, delimiter).filter(({ name }) => Buffer.compare(Buffer.from(name), after) > 0);
  const page = left.slice(0, most);
  const last = page.at(-1);
  const isTruncated = left.length > page.length;
  return {
    status: 200,
    headers: { "content-type": "application/xml" },
    body: xml("ListBucketResult", {
      Name: bucket.name,
      Prefix: prefix,
      MaxKeys: most,
      KeyCount: page.length,
      IsTruncated: isTruncated,
      NextContinuationToken: isTruncated && last ? Buffer.from(last.name).toString("base64url") : undefined,
      CommonPrefixes: page.flatMap(({ name, version }) => (version ? [] : { Prefix: name })),
      Contents: page.flatMap(({ version }) => {
        if (!version) return [];
        const bytes = versions.bytesOf(version);
        return {
          Key: version.key,
          LastModified: version.writtenAt.toISOString(),
          ETag: tagOf(bytes),
          Size: bytes.length,
          StorageClass: "STANDARD",
        };
      }),
    }),
  };
};

/** What a listing shows: objects, and in place of those whose key goes on with a delimiter what they have in common. */
const entriesOf = (
  versions: readonly Version[],
  prefix: string,
  delimiter: string | null,
): { name: string; version: Version | undefined }[] => {
  const shown = new Map<string, Version | undefined>();
  for (const version of versions) {
    const end = delimiter ? version.key.indexOf(delimiter, prefix.length) : -1;
    if (end < 0) shown.set(version.key, version);
    else shown.set(version.key.slice(0, end + 1), undefined);
  }
  return [...shown].map(([name, version]) => ({ name, version }));
};

const tagOf = (bytes: Buffer) => `"${createHash("md5").update(bytes).digest("hex")}"`;

const versionHeader = ({ keepsVersions }: Bucket, { version }: Version): Record<string, string> =>
  keepsVersions ? { "x-amz-version-id": String(version) } : {};

const versionIn = (query: URLSearchParams): number | undefined => {
  const id = query.get("versionId");
  return id === null ? undefined : Number(id);
};

type Offer = { operation: Operation; parameters: string[] };

/** What is offered here, by method and by what it is about, with the query parameters that it understands. */
export const offers: Record<string, Offer> = {
  "PUT object": { operation: put, parameters: [] },
  "GET object": { operation: get, parameters: ["versionId"] },
  // The server leaves the body out.
  "HEAD object": { operation: get, parameters: ["versionId"] },
  "DELETE object": { operation: remove, parameters: ["versionId"] },
  "GET bucket": {
    operation: list,
    parameters: ["list-type", "prefix", "delimiter", "max-keys", "continuation-token", "start-after"],
  },
};
