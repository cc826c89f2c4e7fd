import { type Finding, findingsBy, type Rules, warning } from "./finding.ts";
import type { ListedFile } from "./results-files.ts";

const SPOT_CHECK = "SHA256 hashes enable spot-checking without extraction.";

/** Warnings: a later handoff may well change what an earlier one made. */
export const listedFileRules = {
  "document.file.changed": warning(SPOT_CHECK),
  "document.file.missing": warning(SPOT_CHECK),
} satisfies Rules;
const find = findingsBy(listedFileRules);

/**
 * Holds the files that a results file lists against those that lie in the packages.
 * @param digests SHA-256 in hex by `PKG-<NAME>/<path>`
 * @param packages the folders that were read; of files in others nothing is known
 */
export const judgeListedFiles = (
  files: readonly ListedFile[],
  digests: ReadonlyMap<string, string>,
  packages: ReadonlySet<string>,
): Finding[] =>
  files.flatMap(({ path, sha256 }) => {
    const [, inPackage = "", folder = ""] = /(?:^|\/)((PKG-[^/]+)\/.+)$/.exec(path) ?? [];
    if (!packages.has(folder)) return [];
    const digest = digests.get(inPackage);
    if (digest === undefined)
      return [
        find("document.file.missing", {
          found: path,
          fix: `There is no such file in ${folder}; name those that were made.`,
        }),
      ];
    if (sha256 === null || sha256 === `sha256:${digest}`) return [];
    const fix = "List the hash of the file as it was handed over, or restore the file.";
    return [find("document.file.changed", { found: `sha256:${digest} in ${path}`, fix })];
  });
