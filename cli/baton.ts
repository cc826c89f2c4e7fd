#!/usr/bin/env node
import { handoff } from "./handoff.ts";
import { verify } from "./verify.ts";

const commands: Record<string, (args: string[]) => Promise<number>> = { handoff, verify };

const usage = `baton: handoffs in the shell

  baton handoff check|render|suggest FILE   hold a workflow handoff against its rules, write it canonically, or suggest one
  baton verify FILE --key KEY   verify a proof bundle offline; KEY is a C2SP verifier key or the file that holds it
`;

const [name = "", ...args] = process.argv.slice(2);
const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
if (command) process.exitCode = await command(args);
else {
  process.stderr.write(usage);
  process.exitCode = 2;
}
