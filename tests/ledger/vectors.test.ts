import { describe, expect, test } from "vitest";
import { encodeBundle } from "../../shared/ledger/log/entry-bundle.ts";
import { extendByHashes, leafHash, rootOf } from "../../shared/ledger/log/merkle.ts";
import { noteOf, openNote, parseVerifierKey } from "../../shared/ledger/proof/note.ts";
import { parseCheckpoint } from "../../shared/ledger/proof/checkpoint.ts";
import { parseTilePath } from "../../shared/ledger/log/tile-path.ts";

describe("RFC 6962, as Certificate Transparency's own tests have it", () => {
  const inputs = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
  const leaves = inputs.map((hex) => leafHash(Buffer.from(hex, "hex")));

  test.each([
    [0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
    [1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"],
    [2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
    [3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"],
    [4, "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"],
    [5, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"],
    [6, "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef"],
    [7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"],
    [8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"],
  ])("the root of its first %i leaves", (size, root) => {
    expect(rootOf(extendByHashes([], 0, leaves.slice(0, size))).toString("hex")).toBe(root);
  });
});

describe("signed notes, as the Go checksum database documents them", () => {
  const text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
  const line =
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
  const key = parseVerifierKey("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");

  test("the note opens with its key", () => {
    expect(openNote(`${text}\n${line}`, key)).toBe(text);
  });

  test("and with other signatures beside it", () => {
    expect(openNote(`${text}\n— Somebody AAAAAAAA\n${line}`, key)).toBe(text);
  });

  test("and is written the same way", () => {
    const bytes = Buffer.from(line.split(" ")[2] ?? "", "base64");
    const publicKey = Buffer.from("ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", "base64").subarray(1);
    expect(noteOf(text, "PeterNeumann", publicKey, bytes.subarray(4))).toBe(`${text}\n${line}`);
  });

  test.each([
    ["another text", `${text.replace("your", "my")}\n${line}`],
    ["another name", `${text}\n${line.replace("PeterNeumann", "PeterNewman")}`],
    ["another signature", `${text}\n${line.replace("ZJkuBS9UG", "ZJkuBS9UH")}`],
    ["no signature", text],
  ])("but not with %s", (_, note) => {
    expect(() => openNote(note, key)).toThrow();
  });

  test("a verifier key whose id is not its own is none", () => {
    expect(() => parseVerifierKey("PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")).toThrow();
    expect(() => parseVerifierKey("PeterNewman+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")).toThrow();
  });
});

describe("C2SP checkpoints and tiles, as their specifications write them", () => {
  test("the example checkpoint is read", () => {
    const text = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
    expect(parseCheckpoint(text)).toMatchObject({ origin: "example.com/behind-the-sofa", size: 20852163 });
  });

  test.each(["a\n01\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n", "a\n1\nCsUYapGGPo4=\n", "a\n1\n", "\n1\nx\n"])(
    "%j is none",
    (text) => {
      expect(() => parseCheckpoint(text)).toThrow();
    },
  );

  test("tile 1234067 has its path in groups of three", () => {
    expect(parseTilePath("0/x001/x234/067")).toEqual({ level: 0, n: 1_234_067, width: 256 });
    expect(parseTilePath("entries/x001/x234/067.p/8")).toEqual({ level: "entries", n: 1_234_067, width: 8 });
    expect(parseTilePath("0/x000/067")).toBeUndefined();
  });

  test("a bundle puts two bytes of length before each entry", () => {
    expect(encodeBundle([Buffer.from("ab"), Buffer.alloc(0)])).toEqual(Buffer.from([0, 2, 97, 98, 0, 0]));
  });
});
