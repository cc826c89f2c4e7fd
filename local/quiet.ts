/**
 * Does the work without what functions log meanwhile, as far as that is no error: of the samples, nobody reads the audit lines
 * and metrics, and the address to open must not stand below some hundreds of them.
 */
export const quietly = async <Result>(work: () => Promise<Result>): Promise<Result> => {
  const { log } = console;
  console.log = () => undefined;
  try {
    return await work();
  } finally {
    console.log = log;
  }
};
