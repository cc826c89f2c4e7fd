#!/usr/bin/env node
import { packetSend } from "./packet-send.ts";
import { verify } from "./verify.ts";

const commands: Record<string, (args: string[]) => Promise<number>> = { verify, "packet send": packetSend };

const usage = `baton: handoffs in the shell

  baton verify FILE --key KEY   verify a proof bundle offline; KEY is a C2SP verifier key or the file that holds it
  baton packet send …           hand a phase of a feature over; without more words it says which it takes
`;

const words = process.argv.slice(2);
const length = [2, 1].find((count) => Object.hasOwn(commands, words.slice(0, count).join(" ")));
const command = length && commands[words.slice(0, length).join(" ")];
if (command) process.exitCode = await command(words.slice(length));
else {
  process.stderr.write(usage);
  process.exitCode = 2;
}
