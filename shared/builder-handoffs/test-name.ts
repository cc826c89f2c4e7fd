const MOST_NAMED = 100;

/** The tests that the lines name, each once: `tests/test_gate.py::test_open`, `test_close`. Commands name none. */
export const testNamesIn = (texts: readonly string[]): string[] => {
  const told = texts.filter((text) => !/^(?:full )?command/i.test(text));
  const names = told.flatMap((text) => text.match(/[\w./-]{1,200}::[\w[\]:-]{1,200}|\btest_\w{1,200}/g) ?? []);
  return [...new Set(names.map((name) => name.replace(/:+$/, "")))].slice(0, MOST_NAMED);
};

/** The tests that are said to fail: in a line that says so, or in the list below one that ends in a colon. */
export const failingTestsIn = (texts: readonly string[]): string[] => {
  let isListed = false;
  const told = texts.filter((text) => {
    const saysSo = /\bfail(?:s|ed|ing|ures?)?\b/i.test(text);
    isListed = saysSo ? text.trimEnd().endsWith(":") : isListed && /^\S*(?:::|\btest_)/.test(text);
    return saysSo || isListed;
  });
  return testNamesIn(told);
};

/** Whether a NONE, YES or PASS takes itself back: `NONE, except test_a`, `Yes, all but one`. A test's name alone is enough. */
export const hasException = (text: string): boolean =>
  /\b(?:except|excepting|exception of|but|apart from|aside from|other than|excluding)\b/i.test(text) ||
  /\bwith (?:[\w-]+ ){0,3}(?:failures?|failing|errors?)\b/i.test(text.replaceAll(/\bwith (?:no|0|zero) /gi, "")) ||
  testNamesIn([text]).length > 0;
