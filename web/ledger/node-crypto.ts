import { ed25519 } from "@noble/curves/ed25519.js";
import { sha256 } from "@noble/hashes/sha2.js";

/**
 * What the verifier of proofs asks of `node:crypto`, for a browser: the build puts this in its place, so that one verifier
 * runs here and in the shell. tests/web/node-crypto.test.ts holds each answer against Node's own.
 */
type Bytes = string | Uint8Array;
const bytesOf = (data: Bytes): Uint8Array => (typeof data === "string" ? Buffer.from(data) : data);
const digestOf = (data: Bytes): Buffer => Buffer.from(sha256(bytesOf(data)));

export const hash = (_algorithm: "sha256", data: Bytes, encoding: "hex" | "binary"): string =>
  digestOf(data).toString(encoding);

export const createHash = (_algorithm: "sha256") => {
  const parts: Buffer[] = [];
  const hashing = {
    update: (data: Bytes) => {
      parts.push(Buffer.from(bytesOf(data)));
      return hashing;
    },
    digest: () => digestOf(Buffer.concat(parts)),
  };
  return hashing;
};

/** An Ed25519 key in its DER form (RFC 8410) ends with its 32 bytes. */
const KEY_BYTES = 32;
export type KeyObject = { bytes: Uint8Array };
export const createPublicKey = ({ key }: { key: Uint8Array; format: "der"; type: "spki" }): KeyObject => ({
  bytes: key.subarray(-KEY_BYTES),
});

/** Ed25519 as RFC 8032 verifies it. */
export const verify = (_algorithm: null, data: Uint8Array, { bytes }: KeyObject, signature: Uint8Array): boolean => {
  try {
    return ed25519.verify(signature, data, bytes, { zip215: false });
  } catch {
    return false;
  }
};
