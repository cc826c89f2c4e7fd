/** The longest that a timer of Node can wait; a longer one goes off at once. */
const longestTimerMilliseconds = 2 ** 31 - 1;

/**
 * Calls `strike` each period after `since`, until the function returned is called. The times are multiples of the period
 * whatever the timers do, and those that passed before now, or while the machine slept, are made up for by one call.
 */
export const everyPeriod = (periodMilliseconds: number, since: number, strike: () => void): (() => void) => {
  let due = since + periodMilliseconds;
  let timer: NodeJS.Timeout;
  const wait = () => {
    timer = setTimeout(
      () => {
        const late = Date.now() - due;
        if (late >= 0) {
          due += (Math.floor(late / periodMilliseconds) + 1) * periodMilliseconds;
          strike();
        }
        wait();
      },
      Math.min(due - Date.now(), longestTimerMilliseconds),
    ).unref();
  };
  wait();
  return () => {
    clearTimeout(timer);
  };
};

/** Resolves when the milliseconds are over, or when `signal` aborts. */
export const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds).unref();
    signal.addEventListener("abort", end);
  });
