import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { join } from "node:path";
import type { DataFolder } from "../data-folder.ts";
import type { HttpAnswer } from "../gateway/answer.ts";
import { send, serve, TooLarge, type Service } from "../gateway/http-server.ts";
import type { Bucket } from "../template/model.ts";
import { filesBelow, filesInMemory } from "./files.ts";
import { offers } from "./operations.ts";
import { notImplemented, S3Error } from "./s3-error.ts";
import { openVersions, type Versions } from "./versions.ts";
import { xml } from "../gateway/xml.ts";

/** What may come with any request and changes nothing here. Others do change something, so they are refused. */
const known = [
  "checksum-\\w+",
  "content-sha256",
  "date",
  "decoded-content-length",
  "sdk-checksum-algorithm",
  "server-side-encryption",
  "trailer",
  "user-agent",
];
const isStrange = (header: string) =>
  header === "if-match" || (header.startsWith("x-amz-") && !new RegExp(`^x-amz-(${known.join("|")})$`).test(header));

/**
 * Starts what stands for S3 on this machine, addressed by path. It keeps the bytes of objects, in `buckets/` of the data
 * folder, and nothing else about them; a request for more is refused rather than half done.
 */
export const startS3 = async (data: DataFolder, buckets: Bucket[]): Promise<Service> => {
  const opened = new Map<string, Versions>();
  const open = (bucket: Bucket): Versions => {
    const files = () => (data.path ? filesBelow(join(data.path, "buckets", bucket.name)) : filesInMemory());
    const versions = opened.get(bucket.name) ?? openVersions(files(), bucket);
    opened.set(bucket.name, versions);
    return versions;
  };

  const answer = async (incoming: IncomingMessage): Promise<HttpAnswer> => {
    const { method = "GET", url = "/" } = incoming;
    // Taken apart by hand: a URL would resolve the dots of a key.
    const [, name = "", key = "", search = ""] = /^\/([^/?]*)\/?([^?]*)\??(.*)$/s.exec(url) ?? [];
    const bucket = buckets.find((each) => each.name === decoded(name));
    if (!bucket) throw new S3Error(404, "NoSuchBucket", "The specified bucket does not exist");
    const query = new URLSearchParams(search);
    query.delete("x-id");
    const wanted = `${method} ${key === "" ? "bucket" : "object"}`;
    const offer = offers[wanted];
    const strange =
      Object.keys(incoming.headers).find(isStrange) ??
      [...query.keys()].find((parameter) => !offer?.parameters.includes(parameter));
    if (!offer || strange) throw notImplemented(strange ?? wanted);
    return offer.operation({ incoming, bucket, versions: open(bucket), key: decoded(key), query });
  };

  return serve(async (incoming, outgoing) => {
    const reply = ({ headers, ...rest }: HttpAnswer) => {
      send(outgoing, { ...rest, headers: { "x-amz-request-id": randomUUID(), ...headers } });
    };
    await answer(incoming).then(reply, (error: unknown) => {
      // What was not read of the body is let by, so that the connection can carry the next request.
      incoming.resume();
      reply(errorAnswer(error));
    });
  });
};

const errorAnswer = (error: unknown): HttpAnswer => {
  const told =
    error instanceof S3Error
      ? error
      : error instanceof TooLarge
        ? new S3Error(400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size")
        : new S3Error(500, "InternalError", "We encountered an internal error. Please try again.");
  if (told.status === 500) console.error(error);
  const body = xml("Error", { Code: told.code, Message: told.message });
  return { status: told.status, headers: { "content-type": "application/xml" }, body };
};

const decoded = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new S3Error(400, "InvalidURI", "Couldn't parse the specified URI.");
  }
};
