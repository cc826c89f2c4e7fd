import { spawn, type SpawnOptions } from "node:child_process";
import { hash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { onTestFinished, vi } from "vitest";
import { judgeTree } from "../../cli/tree/judge.ts";

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

/** The files of a package that is as it should be. */
export const A = { "HOT/kernel/a.py": "a = 1\n", "HOT/tests/test_a.py": "assert True\n" };

/** What a tree comes to: of each package or document, the rules that it breaks. */
export const rulesIn = async (root: string): Promise<string[]> => {
  const { documents, packages } = (await judgeTree(root)).report;
  return [...documents, ...packages].flatMap(({ findings }) => findings.map(({ rule }) => rule));
};

export type Ran = { code: number | null; out: string; err: string };

/** Runs a command of `baton` in this process: what it prints, and what it answers. A process each would take a minute. */
export const asked = async (command: (args: string[]) => Promise<number>, args: string[]): Promise<Ran> => {
  const ran: Ran = { code: null, out: "", err: "" };
  const keep = (to: "out" | "err", end: string) => (text: unknown) => {
    ran[to] += `${String(text)}${end}`;
    return true;
  };
  const spies = [
    vi.spyOn(console, "log").mockImplementation(keep("out", "\n")),
    vi.spyOn(console, "error").mockImplementation(keep("err", "\n")),
    vi.spyOn(process.stdout, "write").mockImplementation(keep("out", "")),
    vi.spyOn(process.stderr, "write").mockImplementation(keep("err", "")),
  ];
  try {
    ran.code = await command(args);
    return ran;
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
};

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
