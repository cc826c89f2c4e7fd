import type { Line } from "./markdown.ts";
import type { Baseline } from "./results-baseline.ts";

/** What an integration handoff does (After the Final Wave: Integration Handoff, 1 to 4). */
export const duties = {
  entrypoint: "Wires new packages into the entrypoint",
  lifecycle: "Resolves package lifecycle",
  smoke_test: "Runs E2E smoke test",
  baseline: "Writes RESULTS file with full system baseline snapshot",
} as const;
export type Duty = keyof typeof duties;

const SHOWS: Record<Exclude<Duty, "baseline">, RegExp> = {
  entrypoint: /\bentry ?-?points?\b|\bmain\.py\b|\bwired into\b/i,
  lifecycle: /\blifecycle\b|\bsuperseded?s?\b/i,
  smoke_test: /\bsmoke[ -]?tests?\b/i,
};

/** A line that says a duty is still to be done does not show it. */
const UNDONE = /\b(?:not|no|never|without|deferred?|pending|todo|tbd|later|skipped|missing|failed|cannot)\b/i;

/** The duties that a results file shows, by its own words. */
export const dutiesShown = (lines: readonly Line[], baseline: Baseline | null): Duty[] => {
  const said = lines.filter(({ kind, text }) => kind === "text" && !UNDONE.test(text));
  const shown = (Object.entries(SHOWS) as [Duty, RegExp][]).filter(([, pattern]) =>
    said.some(({ text }) => pattern.test(text)),
  );
  const isComplete = baseline?.packages_installed != null && baseline.total_tests !== null;
  return [...shown.map(([duty]) => duty), ...(isComplete ? (["baseline"] as const) : [])];
};
