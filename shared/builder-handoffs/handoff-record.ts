import type { BuilderDocument } from "../ledger/keys.ts";
import type { BuilderHandoff } from "./builder-handoff.ts";
import type { Sealed, Submission } from "./submission.ts";

/** A builder handoff as one reading gave it. The rules take one and make the next. */
export type BuilderRecord = BuilderHandoff & { rev: number };

export type BuilderEvent =
  | "builder_spec_submitted"
  | "builder_answers_submitted"
  | "builder_handoff_released"
  | "builder_results_submitted"
  | "builder_handoff_validated"
  | "builder_handoff_returned";

/** Whether somebody answered its questions or submitted its results: such a person judges nothing of it. */
export const isBuilder = ({ builders }: Pick<BuilderHandoff, "builders">, person: string): boolean =>
  builders.includes(person);

/** The next state of a handoff, what happened, and what is sealed with it. */
export type BuilderChange = {
  record: BuilderRecord;
  event: BuilderEvent;
  /** What the audit log says of it beside who and when. */
  facts?: Record<string, string | number>;
  sealed?: Sealed<object> & { kind: BuilderDocument; version: number };
  /** What is sealed, where it is a document that somebody submitted. */
  submission?: Sealed<Submission>;
};
