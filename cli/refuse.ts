import { Unreachable } from "./patience.ts";

/** The words of the call are off. */
export class Misused extends Error {}

/** Says why on stderr. @returns the exit code: 1 when what was asked cannot be done, 2 when the words of the call are off */
export const refuse = (code: 1 | 2, text: string): number => {
  console.error(text);
  return code;
};

/** Says on stderr why a command that speaks with the API failed. @returns as `refuse`, and 3 when nobody answered */
export const failed = (error: unknown, usage: string): number => {
  const { message } = error as Error;
  process.stderr.write(error instanceof Misused ? `baton: ${message}\n\n${usage}` : `baton: ${message}\n`);
  return error instanceof Misused ? 2 : error instanceof Unreachable ? 3 : 1;
};
