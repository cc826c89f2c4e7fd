import { GetPublicKeyCommand, KMSClient, SignCommand } from "@aws-sdk/client-kms";
import { rawPublicKey } from "./note.ts";

const kms = new KMSClient(process.env.KMS_ENDPOINT ? { endpoint: process.env.KMS_ENDPOINT } : {});

const keyId = (): string => {
  const id = process.env.SIGNING_KEY_ID;
  if (!id) throw new Error("SIGNING_KEY_ID is not in this function's environment: see its line in infra/routes.ts");
  return id;
};

/** A key's public half never changes, so a Lambda asks for it once. */
const known = new Map<string, Buffer>();

/** The 32 bytes of the stage's Ed25519 public key. */
export const publicKey = async (): Promise<Buffer> => {
  const id = keyId();
  const { PublicKey } = known.has(id) ? {} : await kms.send(new GetPublicKeyCommand({ KeyId: id }));
  if (PublicKey) known.set(id, rawPublicKey(PublicKey));
  const key = known.get(id);
  if (!key) throw new Error("The key service gave no public key");
  return key;
};

/** The stage's signature of a text; Ed25519 gives the same one each time. */
export const sign = async (text: string): Promise<Uint8Array> => {
  const { Signature } = await kms.send(
    new SignCommand({
      KeyId: keyId(),
      Message: Buffer.from(text),
      MessageType: "RAW",
      SigningAlgorithm: "ED25519_SHA_512",
    }),
  );
  if (!Signature) throw new Error("The key service gave no signature");
  return Signature;
};
