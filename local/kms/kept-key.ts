import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import type { DataFolder } from "../data-folder.ts";
import { keyArn } from "../template/identity.ts";

export type KeptKey = { id: string; arn: string; privateKey: KeyObject; publicKey: KeyObject };

/** The file of the data folder that holds a key, in PKCS #8. */
export const keyFile = (id: string) => `kms-key-${id}.pem`;

/** An Ed25519 key, made when first asked for and then kept in the data folder so that its signatures outlive a restart. */
export const keptKey = (data: DataFolder, id: string): KeptKey => {
  const kept = data.read(keyFile(id));
  const privateKey = kept ? createPrivateKey(kept) : generateKeyPairSync("ed25519").privateKey;
  if (!kept) data.write(keyFile(id), privateKey.export({ type: "pkcs8", format: "pem" }).toString());
  return { id, arn: keyArn(id), privateKey, publicKey: createPublicKey(privateKey) };
};
