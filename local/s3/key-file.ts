import { S3Error } from "./s3-error.ts";

const longestKeyBytes = 1_024;
/** Leaves room in a file's name for the number of a version. */
const longestNameBytes = 240;

/** A folder cannot be named by nothing; no other name holds a bare percent sign. */
const nothing = "%";

/**
 * The file of a bucket that keeps a version of an object: at its key, and from the second version on with a number behind
 * it. Whatever a key is, this is a path without a step upwards, and no two keys share one.
 */
export const fileOf = (key: string, version: number): string => {
  const names = key.split("/").map(nameOf);
  if (key === "" || Buffer.byteLength(key) > longestKeyBytes || names.some((name) => name.length > longestNameBytes))
    throw new S3Error(400, "KeyTooLongError", "A key has 1 to 1024 bytes, and here each of its parts at most 240");
  return names.join("/") + (version > 1 ? `~${version}` : "");
};

/** What a file of a bucket keeps; undefined if no version of an object, such as one that was never finished. */
export const versionIn = (file: string): { key: string; version: number } | undefined => {
  const [path = "", version = "1"] = file.split("~");
  try {
    const parts = path.split("/").map((name) => (name === nothing ? "" : decodeURIComponent(name)));
    const found = { key: parts.join("/"), version: Number(version) };
    return fileOf(found.key, found.version) === file ? found : undefined;
  } catch {
    return undefined;
  }
};

const nameOf = (part: string): string => {
  if (part === "") return nothing;
  if (part === "." || part === "..") return part.replaceAll(".", "%2E");
  return encodeURIComponent(part).replaceAll("~", "%7E");
};
