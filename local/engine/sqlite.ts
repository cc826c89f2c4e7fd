import type { DatabaseSync } from "node:sqlite";

/** The SQLite that comes with Node, without the notice that Node prints about its being new. */
const sqlite = await (async () => {
  const emitWarning = process.emitWarning.bind(process);
  process.emitWarning = () => undefined;
  try {
    return await import("node:sqlite");
  } finally {
    process.emitWarning = emitWarning;
  }
})();

export const openDatabase = (file: string): DatabaseSync => new sqlite.DatabaseSync(file);
