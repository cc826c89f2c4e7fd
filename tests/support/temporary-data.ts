import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DataFolder, openDataFolder } from "../../local/data-folder.ts";

/**
 * A data folder that is gone once it is released. An engine in memory would do, but only a file can be given the indexes without
 * which every write looks through all stream records that were before.
 */
export const openTemporaryFolder = (): DataFolder => {
  const path = mkdtempSync(join(tmpdir(), "baton-"));
  const data = openDataFolder(path);
  return {
    ...data,
    release: () => {
      data.release();
      rmSync(path, { recursive: true, maxRetries: 10 });
    },
  };
};
