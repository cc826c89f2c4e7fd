import { pack as packer } from "tar-stream";
import { execFileSync } from "node:child_process";
import { chmodSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { verifyArchive } from "../../cli/verify-archive.ts";
import { aTree, digestsIn, pack } from "./packed.ts";
import { aFolder, asked, write } from "./tree.ts";

describe("baton verify-archive", () => {
  const anArchive = async () => {
    const root = aFolder();
    const folder = aTree(root);
    const { out } = await pack(folder, join(root, "a.tar.gz"));
    return { root, folder, file: join(root, "a.tar.gz"), tar: digestsIn(out)?.[0] ?? "" };
  };

  test("prints the digest of the tar, however it was compressed since", async () => {
    const { root, folder, file, tar } = await anArchive();
    const plain = gunzipSync(readFileSync(file));
    writeFileSync(join(root, "a.tar"), plain);
    writeFileSync(join(root, "b.tar.gz"), gzipSync(plain, { level: 9 }));
    for (const each of ["a.tar.gz", "a.tar", "b.tar.gz"])
      expect(await asked(verifyArchive, [join(root, each), folder])).toMatchObject({
        code: 0,
        out: expect.stringContaining(tar),
      });
  });

  test("holds another tool's archive against the folder, file by file", async () => {
    const { root, folder, tar } = await anArchive();
    execFileSync("tar", ["-czf", join(root, "other.tgz"), "-C", folder, "."]);
    const { code, out } = await asked(verifyArchive, [join(root, "other.tgz"), folder]);
    expect([code, out]).toEqual([
      0,
      expect.stringContaining(`tree    ${tar}  (the same files, packed by another tool)`),
    ]);
  });

  test.each<[string, string, (folder: string) => void]>([
    [
      "changed",
      "empty: other bytes in the archive",
      (at) => {
        write(at, "empty", "x");
      },
    ],
    [
      "new",
      "new: not in the archive",
      (at) => {
        write(at, "new", "x");
      },
    ],
    [
      "executable",
      "executable in one, not in the other",
      (at) => {
        chmodSync(join(at, "empty"), 0o755);
      },
    ],
  ])("names the file of the folder that is %s", async (_, fault, change) => {
    const { folder, file } = await anArchive();
    change(folder);
    expect(await asked(verifyArchive, [file, folder])).toMatchObject({
      code: 1,
      out: expect.stringContaining(fault),
    });
  });

  test("names what is not safe to unpack", async () => {
    const root = aFolder();
    write(root, "in/a", "a");
    symlinkSync("/etc", join(root, "in/link"));
    execFileSync("tar", [
      "-cf",
      join(root, "a.tar"),
      "-C",
      join(root, "in"),
      "--transform=s,^a$,../a,",
      "-P",
      "a",
      "link",
    ]);
    const { code, out } = await asked(verifyArchive, [join(root, "a.tar")]);
    expect([code, out]).toEqual([1, expect.stringMatching(/\.\.\/a: not a safe path\n.*link: a symlink, not a file/)]);
  });

  test("names files that would overwrite each other where case does not count", async () => {
    const root = aFolder();
    for (const name of ["a.py", "A.py"]) write(root, `in/${name}`, name);
    execFileSync("tar", ["-cf", join(root, "a.tar"), "-C", join(root, "in"), "a.py", "A.py"]);
    expect(await asked(verifyArchive, [join(root, "a.tar")])).toMatchObject({
      code: 1,
      out: expect.stringContaining("FAIL    a.py and A.py: one file where case does not count"),
    });
  });

  test.each([
    ["a file and one in a folder of its name", ["a", "a/b"]],
    ["the same, the other way round", ["a/b", "a"]],
    ["a file in place of a folder further up", ["a/b/c/d", "a"]],
    ["a file and a folder of its name", ["a", "a/"]],
    ["a file and one in a folder of its name in another case", ["a", "A/b"]],
  ])("refuses %s: they cannot both be unpacked", async (_, paths) => {
    const file = join(aFolder(), "a.tar");
    const tar = packer();
    for (const name of paths) tar.entry(name.endsWith("/") ? { name, type: "directory" } : { name }, "");
    tar.finalize();
    writeFileSync(file, Buffer.concat(await Array.fromAsync(tar as AsyncIterable<Buffer>)));
    expect(await asked(verifyArchive, [file])).toMatchObject({
      code: 1,
      out: expect.stringMatching(/^FAIL .*\ba\b.* folder/m),
    });
  });

  test.each([0, 10_240])("finds nothing to be ok in %i zero bytes", async (length) => {
    const file = join(aFolder(), "a.tar");
    writeFileSync(file, Buffer.alloc(length));
    expect(await asked(verifyArchive, [file])).toMatchObject({
      code: 1,
      out: expect.stringContaining("It holds nothing"),
    });
  });

  test.each(["no archive", "cut off", "absent"])("says so when the file is %s", async (what) => {
    const { root, file } = await anArchive();
    const other = join(root, "other");
    if (what === "no archive") writeFileSync(other, "x".repeat(2_000));
    if (what === "cut off") writeFileSync(other, readFileSync(file).subarray(0, 5_000));
    expect(await asked(verifyArchive, [other])).toMatchObject({
      code: 1,
      err: expect.stringContaining("Cannot verify"),
    });
  });
});
