import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, vi } from "vitest";
import { packetSend } from "../../cli/packet-send.ts";

const folder = mkdtempSync(join(tmpdir(), "baton-cli-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

export const fileOf = (content: string | Buffer): string => {
  const file = join(folder, randomUUID());
  writeFileSync(file, content);
  return file;
};

const isRaw = (input: unknown): input is string | Buffer => typeof input === "string" || Buffer.isBuffer(input);

/** `baton packet send` in this process: far quicker than a shell's. What it would read from standard input is in a file. */
export const send = async (args: string[], env: Record<string, string>, input?: unknown) => {
  vi.unstubAllEnvs();
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  const [out, err] = [process.stdout, process.stderr].map((stream) => vi.spyOn(stream, "write").mockReturnValue(true));
  const writtenTo = (spy: typeof out) => spy?.mock.calls.map(([written]) => String(written)).join("") ?? "";
  const file = input === undefined ? [] : ["--file", fileOf(isRaw(input) ? input : JSON.stringify(input))];
  const code = await packetSend([...args, ...file]);
  const seen = { code, out: writtenTo(out), err: writtenTo(err) };
  out?.mockRestore();
  err?.mockRestore();
  return seen;
};
