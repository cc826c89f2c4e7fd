import * as z from "zod/mini";
import { joined } from "./markdown.ts";

/** The fields of the standard block in the document's order, by their wire names, with the labels they have in Markdown. */
export const labels = {
  canonical_state: "Canonical State",
  gate_checked: "Gate Checked",
  result: "Result",
  blockers: "Blockers",
  recommended_next_action: "Recommended Next Action",
  immediate_next_step: "Immediate Next Step",
  human_review_command: "Human Review Command",
  prompt_handoff_command: "Prompt Handoff Command",
  transition_command: "Transition Command",
  post_approval_command: "Post-Approval Command",
  autopilot_continuation: "Autopilot Continuation",
  trusted_daemon_git_commands: "Trusted Daemon Git Commands",
  missing_action_summary: "Missing Action Summary",
  optional_prompt_review_command: "Optional Prompt Review Command",
  human_approval_needed: "Human Approval Needed",
  // Of older blocks. They are read, and never suggested.
  exact_next_command: "Exact Next Command",
  immediate_next_command: "Immediate Next Command",
} as const;
export type Field = keyof typeof labels;

export const fieldNames = Object.keys(labels) as Field[];

export const legacyFields = ["exact_next_command", "immediate_next_command"] as const satisfies Field[];

/** What a block may leave out. Every other field says `not_applicable` where nothing applies. */
export const optionalFields = [
  "missing_action_summary",
  "optional_prompt_review_command",
  ...legacyFields,
] as const satisfies Field[];

/** Fields that hold commands. A reader pastes what stands there into a shell. */
export const commandFields = [
  "human_review_command",
  "prompt_handoff_command",
  "transition_command",
  "post_approval_command",
  "trusted_daemon_git_commands",
  "optional_prompt_review_command",
  ...legacyFields,
] as const satisfies Field[];

/** Of these, the ones that hold what changes the state. */
export const transitionFields = ["transition_command", "post_approval_command"] as const satisfies Field[];

/** Fields that say in prose what is to be done. */
export const actionFields = [
  "recommended_next_action",
  "immediate_next_step",
  "autopilot_continuation",
  "human_approval_needed",
] as const satisfies Field[];

/** Wherever somebody can be told to run something. */
export const tellingFields: readonly Field[] = [...actionFields, ...commandFields];

export const isCommandField = (field: Field): boolean => (commandFields as readonly Field[]).includes(field);

/** A block as it was read: what is missing in it is a finding, not an error. */
export type Block = Partial<Record<Field, string | undefined>>;

/**
 * The one spelling of a field's text: lines end in LF and without blanks, and no blank line stands around them. Blanks at the
 * end of a line mean nothing, so that Markdown's two of them can mean a line break. A command that a backslash wraps is one
 * line: behind those two blanks, a shell would not go on.
 */
export const canonicalValue = (text: string): string => joined(text.replaceAll(/\r\n?/g, "\n").split("\n")).trim();

const Value = z.pipe(
  z.string().check(z.refine((value) => value === value.normalize("NFC"), "Expected composed Unicode text (NFC)")),
  z.transform(canonicalValue),
);

/** A block as JSON, by the wire names of its fields. */
export const BlockInput = z.strictObject(
  Object.fromEntries(fieldNames.map((field) => [field, z.optional(Value)])) as Record<
    Field,
    z.ZodMiniOptional<typeof Value>
  >,
);

/** The block with its fields in the document's order. */
export const inOrder = (block: Block): Block =>
  Object.fromEntries(fieldNames.flatMap((field) => (block[field] === undefined ? [] : [[field, block[field]]])));

/** A block as it is answered. */
export const BlockFields = z.partialRecord(z.enum(fieldNames), z.optional(z.string()));
