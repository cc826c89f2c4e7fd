import { createHash, createPublicKey, type KeyObject, verify } from "node:crypto";

/**
 * C2SP signed-note with Ed25519. A verifier key is `<name>+<key id in hex>+<base64 of 0x01 and the public key>`; the key id
 * is the first four bytes of SHA-256(name, newline, 0x01, public key).
 */
export type VerifierKey = { name: string; id: Buffer; publicKey: KeyObject };

const ED25519 = Buffer.from([0x01]);
/** What stands before the 32 bytes of an Ed25519 key in its DER form (RFC 8410). */
const DER_PREFIX = Buffer.from("302a300506032b6570032100", "hex");

const keyId = (name: string, typedKey: Buffer): Buffer =>
  createHash("sha256").update(`${name}\n`).update(typedKey).digest().subarray(0, 4);

/** The verifier key as text. @param publicKey the 32 bytes */
export const verifierKeyText = (name: string, publicKey: Buffer): string => {
  const typedKey = Buffer.concat([ED25519, publicKey]);
  return `${name}+${keyId(name, typedKey).toString("hex")}+${typedKey.toString("base64")}`;
};

/** @throws when the text is not an Ed25519 verifier key, or its id is not its own */
export const parseVerifierKey = (text: string): VerifierKey => {
  const [, name = "", hex = "", base64 = ""] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)$/.exec(text.trim()) ?? [];
  const typedKey = Buffer.from(base64, "base64");
  const id = Buffer.from(hex, "hex");
  if (typedKey.length !== 33 || typedKey[0] !== 0x01) throw new Error("Not an Ed25519 verifier key: name+id+base64");
  if (!keyId(name, typedKey).equals(id)) throw new Error("The verifier key's id is not that of its name and key");
  const publicKey = createPublicKey({
    key: Buffer.concat([DER_PREFIX, typedKey.subarray(1)]),
    format: "der",
    type: "spki",
  });
  return { name, id, publicKey };
};

/** The 32 bytes of an Ed25519 key from its DER form. */
export const rawPublicKey = (der: Uint8Array): Buffer => Buffer.from(der).subarray(DER_PREFIX.length);

/** A note: the text, an empty line, and a signature line. @param text ends with a newline */
export const noteOf = (text: string, name: string, publicKey: Buffer, signature: Uint8Array): string => {
  const id = keyId(name, Buffer.concat([ED25519, publicKey]));
  return `${text}\n— ${name} ${Buffer.concat([id, signature]).toString("base64")}\n`;
};

/**
 * The text of a note that the key has signed. Signatures of other keys may stand beside it and are passed over.
 * @throws when no line holds a valid signature of this key
 */
export const openNote = (note: string, { name, id, publicKey }: VerifierKey): string => {
  const end = note.lastIndexOf("\n\n");
  if (end < 0) throw new Error("The note has no signature");
  const text = note.slice(0, end + 1);
  const signed = note
    .slice(end + 2)
    .split("\n")
    .map((line) => /^— (\S+) ([A-Za-z0-9+/]+=*)$/.exec(line))
    .filter((match) => match?.[1] === name)
    .map((match) => Buffer.from(match?.[2] ?? "", "base64"))
    .find((bytes) => bytes.subarray(0, 4).equals(id));
  if (!signed) throw new Error(`The note is not signed by ${name}`);
  if (!verify(null, Buffer.from(text), publicKey, signed.subarray(4)))
    throw new Error(`The signature of ${name} does not hold: the note was changed`);
  return text;
};
