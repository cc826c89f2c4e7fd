import type { Bucket } from "../template/model.ts";
import type { Files } from "./files.ts";
import { fileOf, versionIn } from "./key-file.ts";
import { notImplemented, S3Error } from "./s3-error.ts";

export type Version = { key: string; version: number; writtenAt: Date; lock: Lock | undefined };
type Lock = { mode: string; until: Date };
export type Versions = {
  put: (key: string, bytes: Buffer, onlyIfNew: boolean) => Version;
  /** The newest version of an object, or the one with that number. */
  find: (key: string, version?: number) => Version | undefined;
  bytesOf: (version: Version) => Buffer;
  remove: (key: string, version?: number) => void;
  /** The newest version of each object, in the order of their keys' bytes. */
  newest: () => Version[];
};

const dayMilliseconds = 86_400_000;

/** The objects of a bucket. What exists of a locked bucket is neither overwritten nor removed. */
export const openVersions = (files: Files, { keepsVersions, retention }: Bucket): Versions => {
  const objects = new Map<string, Version[]>();

  const note = (key: string, version: number, writtenAt: Date): Version => {
    const until = new Date(writtenAt.getTime() + (retention?.days ?? 0) * dayMilliseconds);
    const noted = { key, version, writtenAt, lock: retention && { mode: retention.mode, until } };
    const others = (objects.get(key) ?? []).filter((other) => other.version !== version);
    objects.set(
      key,
      [...others, noted].sort((a, b) => a.version - b.version),
    );
    return noted;
  };

  for (const { file, writtenAt } of files.all()) {
    const found = versionIn(file);
    if (found) note(found.key, found.version, writtenAt);
  }

  const find = (key: string, version?: number) =>
    version === undefined ? objects.get(key)?.at(-1) : objects.get(key)?.find((each) => each.version === version);

  /** Files and folders are not alike, as keys are. */
  const assertNoFolder = (key: string) => {
    const parents = [...key.matchAll(/\//g)].map(({ index }) => key.slice(0, index));
    if (parents.some((parent) => objects.has(parent)) || [...objects.keys()].some((each) => each.startsWith(`${key}/`)))
      throw notImplemented(`A key, ${key}, that is both an object and the beginning of another's`);
  };

  return {
    find,
    bytesOf: ({ key, version }) => files.read(fileOf(key, version)),
    put: (key, bytes, onlyIfNew) => {
      const newest = find(key);
      if (onlyIfNew && newest) throw new S3Error(412, "PreconditionFailed", "There is an object of this key");
      const version = keepsVersions ? (newest?.version ?? 0) + 1 : 1;
      const file = fileOf(key, version);
      assertNoFolder(key);
      files.write(file, bytes);
      return note(key, version, new Date());
    },
    remove: (key, version) => {
      const found = find(key, version);
      if (!found) return;
      if (found.lock && found.lock.until > new Date())
        throw new S3Error(403, "AccessDenied", `Access Denied: locked until ${found.lock.until.toISOString()}`);
      if (keepsVersions && version === undefined) throw notImplemented("A delete marker");
      files.remove(fileOf(key, found.version));
      const rest = (objects.get(key) ?? []).filter((each) => each !== found);
      if (rest.length > 0) objects.set(key, rest);
      else objects.delete(key);
    },
    newest: () =>
      [...objects.values()]
        .flatMap((versions) => versions.slice(-1))
        .sort((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key))),
  };
};
