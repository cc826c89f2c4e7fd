import { execFileSync, spawn } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";

const ROOT = "/usr/lib/postgresql";

/** The folder of PostgreSQL's programs as Debian installs them; undefined where there is none. */
export const postgresFolder = (): string | undefined => {
  const [newest] = existsSync(ROOT) ? readdirSync(ROOT).sort((a, b) => Number(b) - Number(a)) : [];
  return newest && join(ROOT, newest, "bin");
};

export type Postgres = { folder: string; pid: number; pool: pg.Pool; stop: () => Promise<void> };

/** A server of its own with the peer's tables, as safe against a crash as it is by default, on a socket in its folder. */
export const startPostgres = async (programs: string): Promise<Postgres> => {
  const folder = mkdtempSync(join(tmpdir(), "baton-peer-"));
  const isRoot = process.getuid?.() === 0;
  // PostgreSQL refuses to run as root.
  const [uid, gid] = isRoot
    ? ["-u", "-g"].map((flag) => Number(execFileSync("id", [flag, "postgres"]).toString()))
    : [];
  if (uid !== undefined && gid !== undefined) chownSync(folder, uid, gid);
  const as = { ...(uid !== undefined && { uid }), ...(gid !== undefined && { gid }), cwd: folder };
  const data = join(folder, "data");
  execFileSync(join(programs, "initdb"), ["-D", data, "-U", "postgres", "-A", "trust"], { ...as, stdio: "ignore" });
  const child = spawn(join(programs, "postgres"), ["-D", data, "-k", folder, "-h", ""], { ...as, stdio: "ignore" });
  const pool = new pg.Pool({ host: folder, user: "postgres", database: "postgres" });
  pool.on("error", () => undefined);
  for (let tries = 0; ; tries += 1) {
    const isUp = await pool.query("SELECT 1").then(
      () => true,
      () => false,
    );
    if (isUp) break;
    if (tries === 100) throw new Error("PostgreSQL did not start");
    await pause(100);
  }
  await pool.query(readFileSync(new URL("schema.sql", import.meta.url), "utf8"));
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const stop = async () => {
    await pool.end();
    child.kill("SIGINT");
    await ended;
    rmSync(folder, { recursive: true });
  };
  return { folder, pid: child.pid ?? 0, pool, stop };
};
