import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import type { DynamoDBStreamEvent } from "aws-lambda";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { redrive } from "../redrive.ts";
import { reasonOf } from "../tree/read.ts";

/** Calls a Lambda and waits for its answer. The AWS CLI does it, which whoever runs this has. @throws when it failed */
const invoke = async (functionArn: string, event: DynamoDBStreamEvent): Promise<unknown> => {
  const folder = await mkdtemp(join(tmpdir(), "redrive-"));
  try {
    const [payload, answer] = [join(folder, "event.json"), join(folder, "answer.json")];
    await writeFile(payload, JSON.stringify(event));
    const words = ["lambda", "invoke", "--function-name", functionArn, "--payload", `fileb://${payload}`, answer];
    const region = functionArn.split(":")[3] ?? "";
    const { stdout } = await promisify(execFile)("aws", [...words, "--region", region, "--output", "json"]);
    const text = await readFile(answer, "utf8");
    if ("FunctionError" in (JSON.parse(stdout) as object)) throw new Error(`${functionArn} failed: ${text}`);
    return JSON.parse(text);
  } finally {
    await rm(folder, { recursive: true });
  }
};

const [file, ...others] = process.argv.slice(2);
if (file === undefined || others.length > 0) {
  console.error("usage: npm run redrive -- FILE\n\n  FILE: what `aws sqs receive-message` printed of a failure queue");
  process.exitCode = 2;
} else {
  const streams = (streamArn: string) => new DynamoDBStreamsClient({ region: streamArn.split(":")[3] ?? "" });
  const messages = await readFile(file, "utf8").catch((error: unknown) => reasonOf(error));
  process.exitCode = await redrive(messages, { streams, invoke }, console.log);
}
