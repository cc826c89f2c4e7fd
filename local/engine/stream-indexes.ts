import { existsSync } from "node:fs";
import { join } from "node:path";
import { databaseFile } from "./command.ts";
import { openDatabase } from "./sqlite.ts";

/**
 * Dynoxide looks for a table's newest stream record at every write and has no index for that: 133 writes a second fall
 * to 27 after 60,000 records. Only indexes are added; its rows stay as they are.
 */
export const indexStreamRecords = (folder: string): void => {
  const file = join(folder, databaseFile);
  if (!existsSync(file)) return;
  const database = openDatabase(file);
  try {
    database.exec(`
      PRAGMA busy_timeout = 5000;
      CREATE INDEX IF NOT EXISTS local_newest ON _stream_records (table_name, CAST(sequence_number AS INTEGER));
      CREATE INDEX IF NOT EXISTS local_after ON _stream_records (table_name, shard_id, CAST(sequence_number AS INTEGER));
      CREATE INDEX IF NOT EXISTS local_at ON _stream_records (table_name, shard_id, sequence_number);
    `);
  } finally {
    database.close();
  }
};
