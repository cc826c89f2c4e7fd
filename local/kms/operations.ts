import { sign } from "node:crypto";
import type { KeptKey } from "./kept-key.ts";

/** An error as KMS names it. */
export class KmsError extends Error {
  readonly type: string;

  constructor(type: string, message: string) {
    super(message);
    this.type = type;
  }
}

type Input = { KeyId?: unknown; Message?: unknown; MessageType?: unknown; SigningAlgorithm?: unknown };
type Operation = (keys: KeptKey[], input: Input) => Record<string, unknown>;

const keySpec = "ECC_NIST_EDWARDS25519";
const algorithm = "ED25519_SHA_512";
const largestMessageBytes = 4_096;

/** What KMS does with an Ed25519 key, by the last part of the request's target. Bytes are base64 both ways. */
export const operations: Record<string, Operation> = {
  Sign: (keys, { KeyId, Message, MessageType = "RAW", SigningAlgorithm }) => {
    const { arn, privateKey } = keyOf(keys, KeyId);
    if (SigningAlgorithm !== algorithm)
      throw new KmsError(
        "InvalidKeyUsageException",
        `Algorithm ${String(SigningAlgorithm)} and key spec ${keySpec} are incompatible.`,
      );
    if (MessageType !== "RAW")
      throw new KmsError("ValidationException", `${algorithm} takes the MessageType RAW, not ${String(MessageType)}`);
    const message = Buffer.from(typeof Message === "string" ? Message : "", "base64");
    if (message.length === 0 || message.length > largestMessageBytes)
      throw new KmsError(
        "ValidationException",
        `A message has 1 to ${largestMessageBytes} bytes, not ${message.length}`,
      );
    const signature = sign(null, message, privateKey);
    return { KeyId: arn, Signature: signature.toString("base64"), SigningAlgorithm };
  },

  GetPublicKey: (keys, { KeyId }) => {
    const { arn, publicKey } = keyOf(keys, KeyId);
    return {
      KeyId: arn,
      PublicKey: publicKey.export({ type: "spki", format: "der" }).toString("base64"),
      CustomerMasterKeySpec: keySpec,
      KeySpec: keySpec,
      KeyUsage: "SIGN_VERIFY",
      SigningAlgorithms: [algorithm],
    };
  },
};

const keyOf = (keys: KeptKey[], named: unknown): KeptKey => {
  const found = keys.find(({ id, arn }) => named === id || named === arn);
  if (!found) throw new KmsError("NotFoundException", `Key '${String(named)}' does not exist`);
  return found;
};
