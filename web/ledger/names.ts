/** `handoff_id` is written "Handoff id". */
export const inWords = (name: string): string => {
  const words = name
    .replaceAll(/([a-z])([A-Z])/g, "$1 $2")
    .split(/[_. ]+/)
    .map((word) => (/^[A-Z]{2,}$/.test(word) ? word : word.toLowerCase()))
    .join(" ");
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** `n3_run_readiness_locked` is written "Run readiness locked", and `NPD.HandoffFailed` "NPD handoff failed". */
export const eventName = (event: string): string => inWords(event.replace(/^n3_/, ""));

const SHOWN = 8;

/** `run:7d1c8a4e-5b6f-…` is written "run 7d1c8a4e…"; an id that people gave is written whole. */
export const subjectName = (subject: string): string => {
  const [kind = "", ...rest] = subject.split(":");
  const id = rest.join(":");
  return `${kind} ${/^[0-9a-f]{8}-/.test(id) ? `${id.slice(0, SHOWN)}…` : id}`;
};
