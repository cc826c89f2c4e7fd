import { spawn } from "node:child_process";
import { once } from "node:events";

export type Guarded = {
  /** Resolves with the reason when the process has ended. */
  exited: Promise<string>;
  hasExited: () => boolean;
  stop: () => Promise<void>;
};

/**
 * The shell's standard input is a pipe from this process that nobody writes to. When this process dies, even by kill -9,
 * the pipe ends and the watcher kills the command: no orphan keeps its files.
 */
const guard = `
exec 3<&0
"$@" </dev/null 3<&- &
command=$!
(read -r _ <&3; kill -9 $command) 2>/dev/null &
watcher=$!
trap 'kill $command' TERM
wait $command
status=$?
while kill -0 $command 2>/dev/null; do wait $command; status=$?; done
kill $watcher 2>/dev/null
exit $status
`;

/** Runs a command that does not outlive this process. Its last words on stderr are part of the reason. */
export const spawnGuarded = (command: string[]): Guarded => {
  const shell = spawn("sh", ["-c", guard, "guard", ...command], {
    stdio: ["pipe", "ignore", "pipe"],
    // Its own process group: Ctrl-C is for this process, which then ends the command in order.
    detached: true,
  });
  let words = "";
  shell.stderr.on("data", (chunk: Buffer) => (words = (words + chunk.toString()).slice(-1_000)));
  // Ends the command also when only the shell was killed.
  shell.on("exit", () => shell.stdin.destroy());
  const exited = once(shell, "exit").then(([code, signal]) => {
    const status = signal ? `signal ${String(signal)}` : `status ${String(code)}`;
    return [status, words.trim()].filter(Boolean).join(": ");
  });
  return {
    exited,
    hasExited: () => shell.exitCode !== null || shell.signalCode !== null,
    stop: async () => {
      shell.kill("SIGTERM");
      await exited;
    },
  };
};
