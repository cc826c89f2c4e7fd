#!/usr/bin/env node
import { check } from "./check.ts";
import { pack } from "./pack.ts";
import { verify } from "./verify.ts";
import { verifyArchive } from "./verify-archive.ts";

type Command = { run: (args: string[]) => Promise<number>; words: string; does: string };

const commands: Record<string, Command> = {
  check: {
    run: check,
    words: "[DIR] [--json | --sarif]",
    does: "judge the handoff documents and packages under a folder",
  },
  pack: { run: pack, words: "DIR [--output FILE]", does: "write the archive of a package and print its digests" },
  verify: {
    run: verify,
    words: "FILE --key KEY",
    does: "verify a proof bundle offline; KEY is a C2SP verifier key or its file",
  },
  "verify-archive": {
    run: verifyArchive,
    words: "FILE [DIR]",
    does: "say what an archive holds, and whether that is the folder's",
  },
};

const usage = [
  "baton: handoffs in the shell\n",
  ...Object.entries(commands).map(([name, { words, does }]) => `  baton ${name} ${words}`.padEnd(42) + does),
  "",
].join("\n");

const [name = "", ...args] = process.argv.slice(2);
const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
if (command) process.exitCode = await command.run(args);
else {
  process.stderr.write(usage);
  process.exitCode = 2;
}
