/**
 * Gives each thing that a person wants done one Idempotency-Key. Whoever presses the button again after an unclear outcome
 * wants the same thing; after an answer, or with other words, they want another.
 */
export const intents = (newKey: () => string = () => crypto.randomUUID()) => {
  let open: { said: string; key: string } | undefined;
  return {
    keyOf: (asked: unknown): string => {
      const said = JSON.stringify(asked);
      if (open?.said !== said) open = { said, key: newKey() };
      return open.key;
    },
    settle: (): void => {
      open = undefined;
    },
  };
};
