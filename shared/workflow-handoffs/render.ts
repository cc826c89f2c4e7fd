import { type Block, fieldNames, labels } from "./block.ts";
import { isListItem } from "./markdown.ts";

/**
 * The block as the standard writes it, in the document's order. `parseBlocks` reads back exactly the block it was made from.
 * A line break within a value is Markdown's hard one (two blanks), since a mere line end is a wrapped line.
 */
export const render = (block: Block): string => {
  const bullets = fieldNames.flatMap((field) => {
    const value = block[field];
    return value === undefined ? [] : [bullet(labels[field], value)];
  });
  return ["## Handoff", "", ...bullets, ""].join("\n");
};

const bullet = (label: string, value: string): string => {
  const lines = value.split("\n");
  const head = `- ${label}:`;
  const values = isListItem(lines[0] ?? "") ? ["", ...lines] : lines;
  const [first = "", ...rest] = values;
  const all = [first === "" ? head : `${head} ${first}`, ...rest.map((line) => (line === "" ? "" : `  ${line}`))];
  return all.map((line, at) => (isHardBreak(values, at) ? `${line}  ` : line)).join("\n");
};

/** Whether only two blanks keep the line after this one apart from it. */
const isHardBreak = (lines: readonly string[], at: number): boolean => {
  const next = lines[at + 1];
  return next !== undefined && next !== "" && lines[at] !== "" && !isListItem(next);
};
