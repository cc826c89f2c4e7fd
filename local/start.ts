import { startStack } from "./stack.ts";

const { PORT = "3000", BATON_DATA = ".baton", BATON_SAMPLE, DYNAMODB_ENDPOINT } = process.env;

const fail = (error: Error) => {
  console.error(error.message);
  process.exit(1);
};

if (!/^\d{1,5}$/.test(PORT)) fail(new Error(`PORT is ${PORT}: set it to a number from 0 to 65535`));

try {
  const stack = await startStack({
    port: Number(PORT),
    data: BATON_DATA,
    dynamodbEndpoint: DYNAMODB_ENDPOINT,
    ...(BATON_SAMPLE && { samples: BATON_SAMPLE }),
    onFailure: fail,
  });
  let stopping: Promise<unknown> | undefined;
  const stop = () => {
    stopping ??= stack.stop().then(() => process.exit(0), fail);
  };
  // A terminal's Ctrl-C comes twice: from the terminal, and from npm, which hands it on.
  process.on("SIGINT", stop).on("SIGTERM", stop);
  console.log(`ready ${stack.url}`);
} catch (error) {
  fail(error as Error);
}
