import { exportJWK, generateKeyPair, importJWK, type CryptoKey, type JWK } from "jose";
import { randomUUID } from "node:crypto";
import type { DataFolder } from "../data-folder.ts";

export type SigningKey = { id: string; privateKey: CryptoKey; publicJwk: JWK };

const file = "issuer-key.json";

/** The issuer's RS256 key, kept in the data folder so that tokens outlive a restart. */
export const signingKey = async (data: DataFolder): Promise<SigningKey> => {
  const kept = data.read(file);
  const jwk = kept ? (JSON.parse(kept) as JWK) : await newKey();
  if (!kept) data.write(file, JSON.stringify(jwk));
  const { kty, n, e, kid } = jwk;
  return {
    id: String(kid),
    privateKey: (await importJWK(jwk, "RS256")) as CryptoKey,
    publicJwk: { kty, n, e, kid, alg: "RS256", use: "sig" } as JWK,
  };
};

const newKey = async (): Promise<JWK> => {
  const { privateKey } = await generateKeyPair("RS256", { extractable: true });
  return { ...(await exportJWK(privateKey)), kid: randomUUID() };
};
