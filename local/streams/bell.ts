export type Bell = {
  ring: () => void;
  /** `orAfter` resolves at the first ring after the call of `next`, or when its milliseconds are over. */
  next: () => { orAfter: (milliseconds: number) => Promise<unknown> };
};

/** Wakes whoever waits. Take `next` before looking for work: a ring while looking is then not lost. */
export const bell = (): Bell => {
  let coming = Promise.withResolvers<undefined>();
  return {
    ring: () => {
      coming.resolve(undefined);
      coming = Promise.withResolvers();
    },
    next: () => {
      const { promise: rung } = coming;
      return {
        orAfter: async (milliseconds) => {
          const silence = Promise.withResolvers<undefined>();
          const timer = setTimeout(() => {
            silence.resolve(undefined);
          }, milliseconds);
          await Promise.race([rung, silence.promise]);
          clearTimeout(timer);
        },
      };
    },
  };
};
