#!/usr/bin/env node
import { check } from "./check.ts";
import { migrate } from "./migrate.ts";
import { newHandoff } from "./new.ts";
import { pack } from "./pack.ts";
import { verify } from "./verify.ts";
import { verifyArchive } from "./verify-archive.ts";

type Command = readonly [run: (args: string[]) => Promise<number>, words: string, does: string];

const commands: Record<string, Command> = {
  check: [check, "[DIR] [--json | --sarif]", "judge the handoff documents and packages under a folder"],
  migrate: [
    migrate,
    "[DIR] [--apply]",
    "move flat handoff files into one folder a handoff; says what it would do first",
  ],
  new: [newHandoff, "HANDOFF_ID [DIR]", "make the folder of a handoff from the standard's templates"],
  pack: [pack, "DIR [--output FILE]", "write the archive of a package and print its digests"],
  verify: [verify, "FILE --key KEY", "verify a proof bundle offline; KEY is a C2SP verifier key or its file"],
  "verify-archive": [
    verifyArchive,
    "FILE [DIR]",
    "say what an archive holds, and whether that is what the folder holds",
  ],
};

const usage = [
  "baton: handoffs in the shell\n",
  ...Object.entries(commands).map(([name, [, words, does]]) => `  baton ${name} ${words}`.padEnd(42) + does),
  "",
].join("\n");

// Whoever reads the first lines alone closes the pipe (`| head`); the answer is the same.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

const [name = "", ...args] = process.argv.slice(2);
const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
if (command) process.exitCode = await command[0](args);
else {
  process.stderr.write(usage);
  process.exitCode = 2;
}
