import { findNodeAtLocation, parseTree } from "jsonc-parser";
import { assertStrict } from "../kernel/json.ts";
import { Problem } from "../kernel/problem.ts";

export type JsonText = { value: unknown; lineAt: (...path: (string | number)[]) => number | undefined };
export type JsonFault = { fault: string; line?: number };

/** Reads JSON as strictly as a request body is read, and remembers on which line, from 1, each member stands. */
export const readJson = (text: string): JsonText | JsonFault => {
  const lines = lineStarts(text);
  try {
    const value: unknown = JSON.parse(text);
    assertStrict(text, value);
    const tree = parseTree(text);
    const lineAt = (...path: (string | number)[]) => {
      const node = tree && findNodeAtLocation(tree, path);
      return node && lineOf(lines, node.offset);
    };
    return { value, lineAt };
  } catch (error) {
    return faultOf(error, lines);
  }
};

const faultOf = (error: unknown, lines: readonly number[]): JsonFault => {
  if (error instanceof Problem) return { fault: error.faults[0]?.detail ?? error.message };
  if (!(error instanceof SyntaxError)) throw error;
  const [, position] = /at position (\d+)/.exec(error.message) ?? [];
  return { fault: "This is not JSON", ...(position && { line: lineOf(lines, Number(position)) }) };
};

const lineStarts = (text: string): number[] => {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
};

/** The line that holds an offset: how many lines start at or before it. */
const lineOf = (starts: readonly number[], offset: number): number => {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
};
