import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, symlinkSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { hash } from "node:crypto";
import { build } from "esbuild";
import { describe, expect, test } from "vitest";
import { pack as packFolder } from "../../cli/pack.ts";
import { readFolder } from "../../cli/tree/folder.ts";
import { aTree, digestsIn, FILES, pack } from "./packed.ts";
import { aFolder, asked, baton, run, write } from "./tree.ts";

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
