import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";

/** The files of a bucket, by paths that `fileOf` has made. */
export type Files = {
  all: () => { file: string; writtenAt: Date }[];
  read: (file: string) => Buffer;
  /** Writes a file as a whole: after a crash it is there with all its bytes, or as it was before. */
  write: (file: string, bytes: Buffer) => void;
  remove: (file: string) => void;
};

export const filesInMemory = (): Files => {
  const files = new Map<string, Buffer>();
  return {
    all: () => [],
    read: (file) => files.get(file) ?? Buffer.alloc(0),
    write: (file, bytes) => void files.set(file, bytes),
    remove: (file) => void files.delete(file),
  };
};

export const filesBelow = (folder: string): Files => {
  const at = (file: string) => join(folder, file);
  return {
    all: () => {
      if (!existsSync(folder)) return [];
      return readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) => join(parentPath, name))
        .map((path) => ({
          file: relative(folder, path).split(sep).join("/"),
          writtenAt: statSync(path).mtime,
        }));
    },
    read: (file) => readFileSync(at(file)),
    write: (file, bytes) => {
      mkdirSync(dirname(at(file)), { recursive: true });
      writeFileSync(at(`${file}~new`), bytes, { flush: true, mode: 0o600 });
      renameSync(at(`${file}~new`), at(file));
    },
    remove: (file) => {
      rmSync(at(file));
    },
  };
};
