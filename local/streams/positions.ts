import type { DataFolder } from "../data-folder.ts";

export type StreamPositions = {
  /** The sequence number of the last record that the reader has done with; undefined at the stream's beginning. */
  get: (reader: string) => string | undefined;
  set: (reader: string, sequenceNumber: string) => void;
};

const file = "stream-positions.json";

/** How far each reader of a stream has come, kept after each step so that a crash means redelivery, never a gap. */
export const streamPositions = (data: DataFolder): StreamPositions => {
  const positions = JSON.parse(data.read(file) ?? "{}") as Record<string, string>;
  return {
    get: (reader) => positions[reader],
    set: (reader, sequenceNumber) => {
      if (positions[reader] === sequenceNumber) return;
      positions[reader] = sequenceNumber;
      data.write(file, JSON.stringify(positions, null, 1));
    },
  };
};
