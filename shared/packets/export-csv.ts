import { AnsweredPacket } from "./packet.ts";

const columns = Object.keys(AnsweredPacket.shape) as (keyof AnsweredPacket)[];

/**
 * Packets as CSV (RFC 4180): a line each, CRLF, the columns of the document's table. The header stands on the first page alone,
 * so that pages put one after the other are one file.
 */
export const csvOf = (packets: readonly AnsweredPacket[], isFirstPage: boolean): string =>
  [...(isFirstPage ? [columns] : []), ...packets.map((packet) => columns.map((name) => cellText(packet[name])))]
    .map((cells) => `${cells.map(quoted).join(",")}\r\n`)
    .join("");

/** Lists and objects stand as JSON, what is not there as nothing. */
const cellText = (value: unknown): string => {
  if (value === null || value === undefined) return "";
  return typeof value === "string" ? withoutFormula(value) : JSON.stringify(value);
};

/** A spreadsheet runs what begins like this; an apostrophe makes it text. */
const withoutFormula = (text: string): string => (/^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text);

const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
