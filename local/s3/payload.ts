import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { crc32 } from "node:zlib";
import { readBody } from "../gateway/http-server.ts";
import { notImplemented, S3Error } from "./s3-error.ts";

type Fields = Record<string, string>;

const digest = (algorithm: string) => (bytes: Buffer) => createHash(algorithm).update(bytes).digest("base64");

const checksums: Record<string, (bytes: Buffer) => string> = {
  "content-md5": digest("md5"),
  "x-amz-checksum-sha1": digest("sha1"),
  "x-amz-checksum-sha256": digest("sha256"),
  "x-amz-checksum-crc32": (bytes) => {
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(bytes));
    return sum.toString("base64");
  },
};

/** The bytes that a put brings, which are those that its checksums say, and whether it has any checksum. */
export const readPayload = async (incoming: IncomingMessage): Promise<{ bytes: Buffer; hasChecksum: boolean }> => {
  const fields = Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]));
  const body = await readBody(incoming);
  const isChunked = fields["content-encoding"]?.split(/, */).includes("aws-chunked");
  const { bytes, trailer } = isChunked ? unchunk(body) : { bytes: body, trailer: {} };
  const length = fields["x-amz-decoded-content-length"];
  if (isChunked && length !== undefined && Number(length) !== bytes.length)
    throw new S3Error(400, "IncompleteBody", `The body has ${bytes.length} bytes, not ${length}`);
  return { bytes, hasChecksum: assertIntact(bytes, { ...fields, ...trailer }) };
};

const assertIntact = (bytes: Buffer, fields: Fields): boolean => {
  const given = Object.keys(fields).filter(
    (name) => name === "content-md5" || /^x-amz-checksum-(?!algorithm$|type$|mode$)/.test(name),
  );
  for (const name of given) {
    const checksum = checksums[name];
    if (!checksum) throw notImplemented(name);
    if (checksum(bytes) !== fields[name])
      throw new S3Error(400, "BadDigest", `The ${name} you specified did not match what we received.`);
  }
  const sha256 = fields["x-amz-content-sha256"] ?? "";
  if (/^[0-9a-f]{64}$/.test(sha256) && createHash("sha256").update(bytes).digest("hex") !== sha256)
    throw new S3Error(400, "XAmzContentSHA256Mismatch", "The x-amz-content-sha256 does not match what was computed.");
  return given.length > 0;
};

/** Takes the framing `aws-chunked` away: sizes in hexadecimal before each chunk, and header fields behind the last. */
const unchunk = (body: Buffer): { bytes: Buffer; trailer: Fields } => {
  const chunks: Buffer[] = [];
  let at = 0;
  const line = (): string => {
    const end = body.indexOf("\r\n", at);
    if (end < 0) throw new S3Error(400, "IncompleteBody", "The chunked body breaks off");
    const text = body.toString("latin1", at, end);
    at = end + 2;
    return text;
  };
  for (;;) {
    const [size = ""] = line().split(";");
    if (!/^[0-9a-f]+$/i.test(size)) throw new S3Error(400, "InvalidRequest", "The body is not chunked as it says");
    const length = parseInt(size, 16);
    if (length === 0) break;
    chunks.push(body.subarray(at, at + length));
    at += length;
    if (line() !== "") throw new S3Error(400, "IncompleteBody", "A chunk is not as long as it says");
  }
  const trailer: Fields = {};
  while (at < body.length) {
    const [name = "", value = ""] = line().split(/: ?(.*)/s);
    if (name) trailer[name.toLowerCase()] = value.trim();
  }
  return { bytes: Buffer.concat(chunks), trailer };
};
