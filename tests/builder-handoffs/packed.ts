import { chmodSync, readFileSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { hash } from "node:crypto";
import { expect } from "vitest";
import { pack as packFolder } from "../../cli/pack.ts";
import { aPackage, asked } from "./tree.ts";

export const DEEP = `HOT/${"deep/".repeat(30)}a.py`;
export const FILES: Record<string, string> = {
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
export const aTree = (root: string, { reversed = false, umask = 0o022, mtime = 1_700_000_000 } = {}): string => {
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

/** Packs it with the command, which has nothing to say against it. */
export const pack = async (folder: string, output: string) => {
  const ran = await asked(packFolder, [folder, "--output", output]);
  expect(ran).toMatchObject({ code: 0, err: "" });
  return { out: ran.out, bytes: readFileSync(output) };
};
export const digestsIn = (out: string) => out.match(/sha256:[0-9a-f]{64}/g);
