import * as z from "zod/mini";

/** The phases of a feature's pipeline in their order (section 3 of the document), by key and label. */
const pipeline = [
  ["planning", "Planning"],
  ["design_review", "Design"],
  ["in_progress", "Build"],
  ["qa_review", "Test"],
  ["review", "Review"],
  ["approved", "Approved"],
  ["pr_submitted", "PR Submitted"],
  ["done", "Done"],
] as const;

export type Phase = (typeof pipeline)[number][0];
const keys = pipeline.map(([key]) => key);

export const Phase = z.enum(keys, `Expected one of ${keys.join(", ")}`);

export const PHASES = pipeline.length;

/** A Map, not an object: `constructor` is no phase. */
const places: ReadonlyMap<Phase, { order: number; label: string }> = new Map(
  pipeline.map(([key, label], at) => [key, { order: at + 1, label }]),
);

/** From 1 to 8. */
export const orderOf = (phase: Phase): number => places.get(phase)?.order ?? NaN;
export const labelOf = (phase: Phase): string => places.get(phase)?.label ?? "";

/** The phase at an order; undefined where there is none. */
export const phaseAt = (order: number): Phase | undefined => keys[order - 1];
