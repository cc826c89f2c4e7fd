#!/usr/bin/env node
import { verify } from "./verify.ts";

const commands: Record<string, (args: string[]) => Promise<number>> = { verify };

const usage = `baton: handoffs in the shell

  baton verify FILE --key KEY   verify a proof bundle offline; KEY is a C2SP verifier key or the file that holds it
`;

const [name = "", ...args] = process.argv.slice(2);
const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
if (command) process.exitCode = await command(args);
else {
  process.stderr.write(usage);
  process.exitCode = 2;
}
