import * as z from "zod/mini";
import type { Content } from "../kernel/answer.ts";
import { csvOf } from "./export-csv.ts";
import { otelOf } from "./export-otel.ts";
import type { AnsweredPacket } from "./packet.ts";

export const Format = z.enum(["otel", "csv", "ndjson"], "Expected one of otel, csv, ndjson");
export type Format = z.infer<typeof Format>;

const types = {
  otel: "application/json",
  csv: "text/csv; charset=utf-8",
  ndjson: "application/x-ndjson",
} as const satisfies Record<Format, string>;
export const mediaTypes = Object.values(types);

/** One page of packets in a format. */
export const exportOf = (format: Format, packets: readonly AnsweredPacket[], isFirstPage: boolean): Content => ({
  type: types[format],
  data: makers[format](packets, isFirstPage),
});

const makers: Record<Format, (packets: readonly AnsweredPacket[], isFirstPage: boolean) => string> = {
  otel: (packets) => JSON.stringify(otelOf(packets)),
  csv: csvOf,
  ndjson: (packets) => packets.map((packet) => `${JSON.stringify(packet)}\n`).join(""),
};
