import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { openDatabase } from "./engine/sqlite.ts";

/** Where a stack keeps what must outlive it: small files by name. In memory nothing does. */
export type DataFolder = {
  /** Undefined in memory. */
  path: string | undefined;
  read: (name: string) => string | undefined;
  /** Replaces a file as a whole: after a crash it holds the old text or the new. */
  write: (name: string, text: string) => void;
  append: (name: string, line: string) => void;
  /** Lets another stack have the folder. */
  release: () => void;
};

/** Opens the folder at `path` (`:memory:` for none), creating it if needed. Throws if a running stack has it. */
export const openDataFolder = (path: string): DataFolder => (path === ":memory:" ? inMemory() : onDisk(resolve(path)));

const inMemory = (): DataFolder => {
  const files = new Map<string, string>();
  return {
    path: undefined,
    read: (name) => files.get(name),
    write: (name, text) => void files.set(name, text),
    append: (name, line) => void files.set(name, `${files.get(name) ?? ""}${line}\n`),
    release: () => {
      files.clear();
    },
  };
};

const onDisk = (path: string): DataFolder => {
  mkdirSync(path, { recursive: true });
  const release = lock(path);
  const at = (name: string) => join(path, name);
  return {
    path,
    read: (name) => (existsSync(at(name)) ? readFileSync(at(name), "utf8") : undefined),
    write: (name, text) => {
      writeFileSync(at(`${name}.new`), text, { flush: true, mode: 0o600 });
      renameSync(at(`${name}.new`), at(name));
    },
    append: (name, line) => {
      appendFileSync(at(name), `${line}\n`, { flush: true });
    },
    release,
  };
};

/** The operating system itself drops a database's lock when its process dies, however it dies; a file with a pid would stay. */
const lock = (path: string): (() => void) => {
  const database = openDatabase(join(path, "lock.sqlite"));
  try {
    database.exec("BEGIN EXCLUSIVE");
  } catch (cause) {
    database.close();
    throw new Error(`${path} is in use by another running stack; set BATON_DATA to another folder`, { cause });
  }
  return () => {
    database.close();
  };
};
