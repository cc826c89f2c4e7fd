import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { hash } from "node:crypto";
import { build } from "esbuild";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { storedGzip, tarOf } from "../../shared/builder-handoffs/archive.ts";
import { pack as packFolder } from "../../cli/pack.ts";
import { verifyArchive } from "../../cli/verify-archive.ts";
import { readFolder } from "../../cli/tree/folder.ts";
import { aFolder, aPackage, asked, baton, run, write } from "./tree.ts";

/** How anyone comes to the digest of the tar, without Baton, as the decision on packages says it. */
const [gnuTar = ""] =
  /^ +find \. [^`]*sha256sum$/m.exec(readFileSync("docs/decisions/2026-11-21-builder-packages.md", "utf8")) ?? [];

/** Packs a folder with this Node: what the command does, without what it judges. */
const PACK = `
  import { createWriteStream } from "node:fs";
  import { pipeline } from "node:stream/promises";
  import { storedGzip, tarOf } from "./shared/builder-handoffs/archive.ts";
  import { archiveEntries } from "./cli/tree/archive.ts";
  const [folder, output, files] = process.argv.slice(2);
  await pipeline(storedGzip(tarOf(await archiveEntries(folder, JSON.parse(files)))), createWriteStream(output));
`;

const DEEP = `HOT/${"deep/".repeat(30)}a.py`;
const FILES: Record<string, string> = {
  "HOT/kernel/a.py": "a = 1\n",
  "HOT/kernel.py": "sorts before kernel/ by bytes\n",
  "HOT/kernel/run.sh": "#!/bin/sh\n",
  "HOT/ärger.py": "not ASCII\n",
  "HOT/\u{1F680}.py": "beyond U+FFFF\n",
  "HOT/\uFF21.py": "sorts before it by bytes, after it by UTF-16 units\n",
  [DEEP]: "more than 100 bytes of path\n",
  "--null": "a name like a flag of tar",
  "-dash.py": "another",
  empty: "",
  large: "0123456789abcdef".repeat(10_000),
};

/** A package with these files, written in some order under some umask. */
const aTree = (root: string, { reversed = false, umask = 0o022, mtime = 1_700_000_000 } = {}): string => {
  const before = process.umask(umask);
  try {
    const entries = Object.entries(FILES);
    aPackage(root, "PKG-A-001", Object.fromEntries(reversed ? entries.reverse() : entries), { assets: manifestAssets });
  } finally {
    process.umask(before);
  }
  const folder = join(root, "PKG-A-001");
  chmodSync(join(folder, "HOT/kernel/run.sh"), reversed ? 0o700 : 0o755);
  for (const path of Object.keys(FILES)) utimesSync(join(folder, path), mtime, mtime);
  return folder;
};
const manifestAssets = Object.entries(FILES).map(([path, content]) => ({
  path,
  sha256: `sha256:${hash("sha256", content)}`,
  classification: "library",
}));

const pack = async (folder: string, output: string) => {
  const ran = await asked(packFolder, [folder, "--output", output]);
  expect(ran).toMatchObject({ code: 0, err: "" });
  return { out: ran.out, bytes: readFileSync(output) };
};
const digestsIn = (out: string) => out.match(/sha256:[0-9a-f]{64}/g);

/** A Node of another major version on this machine, if there is one. */
const otherNode = (process.env.PATH ?? "")
  .split(delimiter)
  .map((folder) => join(folder, "node"))
  .find(
    (node) =>
      existsSync(node) &&
      !execFileSync(node, ["--version"], { encoding: "utf8" }).startsWith(
        `v${process.versions.node.split(".")[0] ?? ""}.`,
      ),
  );

describe("baton pack", () => {
  test("prints the digests of the tar and of what it wrote", async () => {
    const root = aFolder();
    const { out, bytes } = await pack(aTree(root), join(root, "a.tar.gz"));
    expect(digestsIn(out)).toEqual([`sha256:${hash("sha256", gunzipSync(bytes))}`, `sha256:${hash("sha256", bytes)}`]);
  });

  test("makes the same bytes wherever, whenever and in whatever order the files were made", async () => {
    const [one, two] = [aFolder(), aFolder()];
    const first = await pack(aTree(one), join(one, "a.tar.gz"));
    const other = aTree(two, { reversed: true, umask: 0o077, mtime: 1 });
    const command = `umask 077 && exec "$0" "$@"`;
    const args = [process.execPath, resolve("cli/baton.ts"), "pack", ".", "--output", "../b.tar.gz"];
    const env = { ...process.env, TZ: "Asia/Kathmandu", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" };
    expect(await run("sh", ["-c", command, ...args], { cwd: other, env })).toMatchObject({ code: 0 });
    expect(readFileSync(join(two, "b.tar.gz")).equals(first.bytes)).toBe(true);
  });

  test.skipIf(!otherNode)("makes the same bytes with another Node and its zlib", async () => {
    const root = aFolder();
    const outfile = join(root, "pack.mjs");
    const stdin = { contents: PACK, resolveDir: process.cwd(), loader: "ts" } as const;
    await build({ stdin, outfile, bundle: true, platform: "node", format: "esm", logLevel: "error" });
    const folder = aTree(root);
    const { bytes } = await pack(folder, join(root, "a.tar.gz"));
    const { files } = await readFolder(folder);
    const ran = await run(otherNode ?? "", [outfile, folder, join(root, "b.tar.gz"), JSON.stringify(files)]);
    expect(ran).toMatchObject({ code: 0, err: "" });
    expect(readFileSync(join(root, "b.tar.gz")).equals(bytes)).toBe(true);
  });

  test("is unpacked by tar with the modes 0755 and 0644, time 0 and nobody's name", async () => {
    const root = aFolder();
    await pack(aTree(root, { umask: 0o077 }), join(root, "a.tar.gz"));
    mkdirSync(join(root, "out"));
    const listed = execFileSync("tar", ["--utc", "-tvzf", join(root, "a.tar.gz"), "--numeric-owner"], {
      encoding: "utf8",
    });
    expect(
      listed
        .trim()
        .split("\n")
        .map((line) => line.slice(0, 14)),
    ).toEqual(
      listed
        .trim()
        .split("\n")
        .map((line) => (line.includes("run.sh") ? "-rwxr-xr-x 0/0" : "-rw-r--r-- 0/0")),
    );
    expect(listed.match(/1970-01-01 00:00/g)).toHaveLength(Object.keys(FILES).length + 1);
    execFileSync("tar", ["-xzf", join(root, "a.tar.gz"), "-C", join(root, "out")]);
    for (const [path, content] of Object.entries(FILES))
      expect(readFileSync(join(root, "out", path), "utf8")).toBe(content);
    expect(statSync(join(root, "out/HOT/kernel/run.sh")).mode & 0o777).toBe(0o755);
  });

  test("has the tar digest that GNU tar and sha256sum come to", async () => {
    const root = aFolder();
    const folder = aTree(root, { umask: 0o077 });
    const { out } = await pack(folder, join(root, "a.tar.gz"));
    const ran = await run("sh", ["-c", gnuTar], { cwd: folder });
    expect([ran.err, `sha256:${ran.out.slice(0, 64)}`]).toEqual(["", digestsIn(out)?.[0]]);
  });

  test.each<[string, (folder: string) => void]>([
    [
      "a changed file",
      (at) => {
        write(at, "empty", "no longer");
      },
    ],
    [
      "an undeclared file",
      (at) => {
        write(at, "HOT/__pycache__/a.pyc", "");
      },
    ],
    [
      "a link",
      (at) => {
        symlinkSync("empty", join(at, "link"));
      },
    ],
    [
      "a name with a line end",
      (at) => {
        write(at, "a\nb", "");
      },
    ],
  ])("packs nothing that has %s, and leaves nothing behind", async (_, harm) => {
    const root = aFolder();
    const folder = aTree(root);
    harm(folder);
    const { code, err } = await asked(packFolder, [folder, "--output", join(root, "a.tar.gz")]);
    expect([code, err]).toEqual([1, expect.stringContaining("Nothing is packed: mend the blockers first.")]);
    expect(readdirSync(root)).toEqual(["PKG-A-001"]);
  });

  test("packs a folder without a manifest as it is, and says so", async () => {
    const root = aFolder();
    write(root, "tree/a.txt", "a");
    const { code, err } = await baton(["pack", "tree"], { cwd: root });
    expect([code, err]).toEqual([0, expect.stringContaining("has no manifest.json")]);
    expect(existsSync(join(root, "tree.tar.gz"))).toBe(true);
  });

  test.each([[[]], [["a", "b"]], [["package.json"]], [["docs", "-o", "docs/a.tar.gz"]]])(
    "answers %j with 2",
    async (args) => {
      expect((await asked(packFolder, args)).code).toBe(2);
    },
  );
});

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

describe("the archive", () => {
  const bytesOf = async (bytes: AsyncIterable<Uint8Array>) => Buffer.concat(await Array.fromAsync(bytes));
  async function* inPieces(content: Buffer, length: number) {
    for (let at = 0; at < content.length; at += length) yield content.subarray(at, at + length);
  }

  test("is gzip of the same bytes, whatever the pieces", async () => {
    const content = Buffer.from("0123456789".repeat(20_000));
    const whole = await bytesOf(storedGzip(inPieces(content, content.length)));
    expect(gunzipSync(whole).equals(content)).toBe(true);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 100, max: 70_000 }), async (length) => {
        expect((await bytesOf(storedGzip(inPieces(content, length)))).equals(whole)).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  test("says the length of every path right, of whatever length", async () => {
    const root = aFolder();
    const lengths = Array.from({ length: 60 }, (_, at) => 70 + at);
    const entries = lengths.map((length) => ({
      path: "é".repeat(length / 2) + "x".repeat(length % 2),
      executable: false,
      size: 0,
      content: () => inPieces(Buffer.alloc(0), 1),
    }));
    writeFileSync(join(root, "a.tar"), await bytesOf(tarOf(entries)));
    const listed = execFileSync("tar", ["--quoting-style=literal", "-tf", join(root, "a.tar")], { encoding: "utf8" });
    expect(listed.trim().split("\n").sort()).toEqual(entries.map(({ path }) => path).sort());
  });

  test("is refused when a file is longer or shorter than it said", async () => {
    for (const size of [1, 3]) {
      const entries = [{ path: "a", executable: false, size, content: () => inPieces(Buffer.from("ab"), 1) }];
      await expect(bytesOf(tarOf(entries))).rejects.toThrow("a changed while it was packed");
    }
  });
});
