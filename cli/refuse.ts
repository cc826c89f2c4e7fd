/** Says why on stderr. @returns the exit code: 1 when what was asked cannot be done, 2 when the words of the call are off */
export const refuse = (code: 1 | 2, text: string): number => {
  console.error(text);
  return code;
};
