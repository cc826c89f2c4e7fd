import { execFileSync } from "node:child_process";
import { availableParallelism, cpus, release, totalmem } from "node:os";

/** What something was measured on, and of which commit. */
export const machine = (): string => {
  const [cpu] = cpus();
  const memory = `${Math.round(totalmem() / 2 ** 30)} GB`;
  const system = `Linux ${release().split("-", 1)[0] ?? ""}, Node ${process.version}`;
  return `${availableParallelism()} × ${cpu?.model ?? "CPU"}, ${memory}, ${system}, ${commit()}`;
};

const commit = (): string => {
  const git = (...words: string[]) =>
    execFileSync("git", words, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  try {
    return `commit ${git("rev-parse", "--short", "HEAD").trim()}`;
  } catch {
    return "no commit";
  }
};
