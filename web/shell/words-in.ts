/** What a form says, field by field, without the blanks around it. */
export const wordsIn = (form: HTMLFormElement): Record<string, string> =>
  Object.fromEntries(
    [...new FormData(form)].map(([field, value]) => [field, typeof value === "string" ? value.trim() : ""]),
  );
