import { spawn, type SpawnOptions } from "node:child_process";
import { hash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { onTestFinished } from "vitest";

/** An empty folder that goes when the test ends. */
export const aFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "baton-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
};

export const write = (root: string, path: string, content: string | Uint8Array, mode = 0o644): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content, { mode });
};

export const sha256 = (content: string): string => `sha256:${hash("sha256", content)}`;

/** A manifest that is right for these files. */
export const manifestOf = (id: string, files: Record<string, string>) => ({
  package_id: id,
  version: "1.0.0",
  schema_version: "1.2",
  spec_id: "SPEC-GENESIS-001",
  framework_id: "FMWK-000",
  plane_id: "hot",
  dependencies: [] as string[],
  assets: Object.entries(files).map(([path, content]) => ({
    path,
    sha256: sha256(content),
    classification: "library",
  })),
});

/** Writes a package of these files; `change` is what its manifest says besides, or instead. */
export const aPackage = (root: string, id: string, files: Record<string, string> = {}, change: object = {}): void => {
  const all = Object.keys(files).length > 0 ? files : { [`HOT/kernel/${id.toLowerCase()}.py`]: `print("${id}")\n` };
  for (const [path, content] of Object.entries(all)) write(root, `${id}/${path}`, content);
  write(root, `${id}/manifest.json`, JSON.stringify({ ...manifestOf(id, all), ...change }, null, 2));
};

export type Ran = { code: number | null; out: string; err: string };

/** Runs `baton` as a process of its own. */
export const baton = (args: string[], options: SpawnOptions = {}): Promise<Ran> =>
  run(process.execPath, [resolve("cli/baton.ts"), ...args], options);

export const run = (command: string, args: string[], options: SpawnOptions = {}): Promise<Ran> =>
  new Promise((done, fail) => {
    const ran: Ran = { code: null, out: "", err: "" };
    const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    child.stdout.on("data", (bytes: Buffer) => (ran.out += bytes.toString()));
    child.stderr.on("data", (bytes: Buffer) => (ran.err += bytes.toString()));
    child.on("error", fail).on("close", (code) => {
      done({ ...ran, code });
    });
  });
