import { GetPublicKeyCommand, KMSClient, SignCommand, type SignCommandInput } from "@aws-sdk/client-kms";
import { createPublicKey, verify } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDataFolder } from "../../local/data-folder.ts";
import { clientSettings } from "../../local/engine/client-settings.ts";
import { startKms, type Kms } from "../../local/kms/kms.ts";

let kms: Kms;
let client: KMSClient;
beforeAll(async () => {
  kms = await startKms(openDataFolder(":memory:"), ["one", "other"]);
  client = new KMSClient(clientSettings(kms.endpoint));
});
afterAll(async () => {
  client.destroy();
  await kms.stop();
});

const message = Buffer.from("what is signed");
const signing = (KeyId = "one", more: Partial<SignCommandInput> = {}) =>
  new SignCommand({ KeyId, Message: message, MessageType: "RAW", SigningAlgorithm: "ED25519_SHA_512", ...more });
const publicKeyOf = async (KeyId: string, by = client) => {
  const { PublicKey = [] } = await by.send(new GetPublicKeyCommand({ KeyId }));
  return createPublicKey({ key: Buffer.from(PublicKey), format: "der", type: "spki" });
};

describe("a key", () => {
  test("signs what its public key verifies, and another's does not", async () => {
    const { Signature = new Uint8Array(), KeyId } = await client.send(signing());
    expect(KeyId).toBe(kms.keyArns[0]);
    expect(verify(null, message, await publicKeyOf("one"), Signature)).toBe(true);
    expect(verify(null, message, await publicKeyOf("other"), Signature)).toBe(false);
  });

  test("is the same by its id and by its ARN, and says what it is for", async () => {
    const byArn = await client.send(new GetPublicKeyCommand({ KeyId: kms.keyArns[0] }));
    expect(byArn).toMatchObject({
      KeyId: "arn:aws:kms:us-east-1:000000000000:key/one",
      KeySpec: "ECC_NIST_EDWARDS25519",
      KeyUsage: "SIGN_VERIFY",
      SigningAlgorithms: ["ED25519_SHA_512"],
    });
    expect((await publicKeyOf("one")).equals(await publicKeyOf(String(kms.keyArns[0])))).toBe(true);
  });

  test("stays the same over a restart, in a file that only its owner may read", async () => {
    const folder = mkdtempSync(join(tmpdir(), "kms-"));
    const publicKeyAfterStart = async () => {
      const data = openDataFolder(folder);
      const { endpoint, stop } = await startKms(data, ["kept"]);
      const key = await publicKeyOf("kept", new KMSClient(clientSettings(endpoint)));
      await stop();
      data.release();
      return key;
    };
    expect((await publicKeyAfterStart()).equals(await publicKeyAfterStart())).toBe(true);
    const [file = ""] = readdirSync(folder).filter((name) => name.endsWith(".pem"));
    expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
    rmSync(folder, { recursive: true });
  });
});

describe("a request is refused as KMS does", () => {
  test.each([
    ["a key that is not there", "nobody", {}, "NotFoundException"],
    ["an algorithm of other keys", "one", { SigningAlgorithm: "ECDSA_SHA_256" }, "InvalidKeyUsageException"],
    ["a digest in place of a message", "one", { MessageType: "DIGEST" }, "ValidationException"],
    ["no message", "one", { Message: new Uint8Array() }, "ValidationException"],
    ["a message of more than 4096 bytes", "one", { Message: new Uint8Array(4097) }, "ValidationException"],
  ] as const)("that names or brings %s", async (_, keyId, more, name) => {
    await expect(client.send(signing(keyId, more))).rejects.toMatchObject({ name });
  });

  test.each([
    ["TrentService.Decrypt", "{}", "UnknownOperationException"],
    ["TrentService.constructor", "{}", "UnknownOperationException"],
    ["TrentService.Sign", "{", "SerializationException"],
    ["TrentService.Sign", "null", "SerializationException"],
  ])("that asks %s with %s", async (target, body, type) => {
    const response = await fetch(kms.endpoint, { method: "POST", headers: { "x-amz-target": target }, body });
    expect([response.status, await response.json()]).toEqual([400, expect.objectContaining({ __type: type })]);
  });
});
