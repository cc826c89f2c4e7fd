#!/usr/bin/env node
import { check } from "./check.ts";
import { handoff } from "./handoff.ts";
import { migrate } from "./migrate.ts";
import { newHandoff } from "./new.ts";
import { pack } from "./pack.ts";
import { packetSend } from "./packet-send.ts";
import { verify } from "./verify.ts";
import { verifyArchive } from "./verify-archive.ts";

type Command = readonly [run: (args: string[]) => Promise<number>, words: string, does: string];

const commands: Record<string, Command> = {
  check: [check, "[DIR] [--json | --sarif]", "judge the handoff documents and packages under a folder"],
  handoff: [handoff, "check|render|suggest FILE", "judge a workflow handoff, write it canonically, or suggest one"],
  migrate: [
    migrate,
    "[DIR] [--apply]",
    "move flat handoff files into one folder a handoff; says what it would do first",
  ],
  new: [newHandoff, "HANDOFF_ID [DIR]", "make the folder of a handoff from the standard's templates"],
  pack: [pack, "DIR [--output FILE]", "write the archive of a package and print its digests"],
  "packet send": [packetSend, "…", "hand a phase of a feature over; without more words it says which it takes"],
  verify: [verify, "FILE --key KEY", "verify a proof bundle offline; KEY is a C2SP verifier key or its file"],
  "verify-archive": [
    verifyArchive,
    "FILE [DIR]",
    "say what an archive holds, and whether that is what the folder holds",
  ],
};

const usage = [
  "baton: handoffs in the shell\n",
  ...Object.entries(commands).map(([name, [, words, does]]) => `  baton ${name} ${words}`.padEnd(44) + does),
  "",
].join("\n");

// Whoever reads the first lines alone closes the pipe (`| head`); the answer is the same.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

const words = process.argv.slice(2);
const named = [2, 1].find((count) => Object.hasOwn(commands, words.slice(0, count).join(" "))) ?? 0;
const command = commands[words.slice(0, named).join(" ")];
if (words[0] === "--help" || words[0] === "-h") process.stdout.write(usage);
else if (named && command) process.exitCode = await command[0](words.slice(named));
else {
  process.stderr.write(usage);
  process.exitCode = 2;
}
