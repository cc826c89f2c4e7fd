import * as node from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as browser from "../../web/ledger/node-crypto.ts";

const bytes = fc.uint8Array({ maxLength: 300 });
const pair = () => {
  const { publicKey, privateKey } = node.generateKeyPairSync("ed25519");
  return { der: publicKey.export({ format: "der", type: "spki" }), privateKey };
};

describe("what the browser has in the place of node:crypto", () => {
  test("hashes texts and bytes as Node does", () => {
    fc.assert(
      fc.property(fc.oneof(bytes, fc.string({ unit: "grapheme" })), (data) => {
        for (const encoding of ["hex", "binary"] as const)
          expect(browser.hash("sha256", data, encoding)).toBe(node.hash("sha256", data, encoding));
      }),
    );
  });

  test("hashes what comes in parts as Node does", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(bytes, fc.string())), (parts) => {
        const [here, there] = [browser.createHash("sha256"), node.createHash("sha256")];
        for (const part of parts) {
          here.update(part);
          there.update(part);
        }
        expect(here.digest()).toEqual(there.digest());
      }),
    );
  });

  test("verifies what Node has signed, and nothing that was touched", () => {
    const { der, privateKey } = pair();
    const key = browser.createPublicKey({ key: der, format: "der", type: "spki" });
    const other = browser.createPublicKey({ key: pair().der, format: "der", type: "spki" });
    fc.assert(
      fc.property(bytes, fc.nat({ max: 63 }), fc.nat({ max: 7 }), (data, at, bit) => {
        const signature = node.sign(null, data, privateKey);
        expect(browser.verify(null, data, key, signature)).toBe(true);
        expect(browser.verify(null, data, other, signature)).toBe(false);
        expect(browser.verify(null, Buffer.concat([data, Buffer.of(0)]), key, signature)).toBe(false);
        signature.writeUInt8(signature.readUInt8(at) ^ (1 << bit), at);
        expect(browser.verify(null, data, key, signature)).toBe(false);
        expect(browser.verify(null, data, key, signature.subarray(1))).toBe(false);
      }),
      { numRuns: 40 },
    );
  });
});
