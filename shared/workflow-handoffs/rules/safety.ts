import { type Field, fieldNames, isCommandField } from "../block.ts";
import type { Facts } from "../facts.ts";
import { type Family, foundIn, type Rule } from "../finding.ts";
import { tellsForeignCommand } from "../foreign-command.ts";
import { hiddenCharacterIn } from "../hidden-characters.ts";
import { workflowProgramOf } from "../program.ts";
import { secretIn } from "../secrets.ts";
import { tellsUntrustedCommand } from "../untrusted-command.ts";

const noSecret: Rule = {
  id: "no-secret",
  fix: "Take the secret out, and revoke it: it has been shown. Name where it is kept instead.",
  find: (facts) =>
    facts.given.flatMap(([field, value]) => {
      const found = secretIn(value);
      return found === undefined ? [] : [{ field, found }];
    }),
};

const noHiddenCharacters: Rule = {
  id: "no-hidden-characters",
  fix: "Type the text anew without control, direction and zero-width characters.",
  find: ({ raw }) =>
    fieldNames.flatMap((field) => {
      const found = hiddenCharacterIn(raw[field] ?? "", isCommandField(field));
      return found === undefined ? [] : [{ field, found }];
    }),
};

const LONGEST = 4_000;

const noFileContent: Rule = {
  id: "no-file-content",
  fix: `Name the file instead of copying it. A field has at most ${LONGEST} characters and no code block.`,
  find: (facts) =>
    facts.given.flatMap(([field, value]) =>
      foundIn(facts, field, value.length > LONGEST || /^[ \t]{0,8}(?:```|~~~|diff --git |@@ -\d)/m.test(value)),
    ),
};

const noSubstitution: Rule = {
  id: "no-command-substitution",
  fix: "Write the value itself. A command in a handoff substitutes nothing.",
  find: (facts) =>
    facts.given.flatMap(([field, value]) => {
      const found = isCommandField(field)
        ? facts.lines(field).flatMap(({ substitutions }) => substitutions)
        : value.includes("$(")
          ? ["$("]
          : [];
      return found.slice(0, 1).map((mark) => ({ field, found: mark }));
    }),
};

/** Where a chain belongs: after an approval, and the two requests of staging and commit. */
const mayChain: readonly Field[] = ["post_approval_command", "trusted_daemon_git_commands"];

const noChaining: Rule = {
  id: "no-command-chaining",
  fix: "Give one command. Only Post-Approval Command and Trusted Daemon Git Commands may have several, joined by && or one a line.",
  find: (facts) =>
    facts.given.flatMap(([field]) => {
      const operators = facts.lines(field).flatMap((line) => line.operators);
      const [found] = operators.filter((each) => !(mayChain.includes(field) && ["&&", "\n"].includes(each)));
      return found === undefined ? [] : [{ field, found: found === "\n" ? "a line break" : found }];
    }),
};

const isForeign = (facts: Facts, field: Field): boolean =>
  facts.lines(field).some(({ commands }) => commands.some(([program]) => program && !workflowProgramOf(program.text)));

const DANGEROUS =
  /\|\s{0,9}(?:sudo\s{1,9})?(?:ba|z|da)?sh\b|\brm\s{1,9}-[a-z]{0,5}[rf]|\bsudo\s|\bcurl\s{1,9}(?:-\S{1,40}\s{1,9}){0,9}https?:|\beval\s/i;

/** The exact action that a preflight is asked about: it is named there, and not to be run. */
const ASKED_ABOUT = /--platform-action[ =](?:"[^"\n]{0,1000}"|'[^'\n]{0,1000}')/g;

/** What says how things stand; and what holds a name, of which a rule of its own says more. */
const ofFacts: readonly Field[] = ["result", "blockers"];
const ofNames: readonly Field[] = ["canonical_state", "gate_checked"];

/** A text without the commands that are only named in it. */
const withoutNames = ({ context }: Facts, field: Field, value: string): string => {
  const told = value.replaceAll(ASKED_ABOUT, "");
  return field === "missing_action_summary" ? told.replaceAll(context.missing_action_id ?? "\0", "") : told;
};

const tellsToRun = (facts: Facts, field: Field, value: string): boolean => {
  const told = withoutNames(facts, field, value);
  if (DANGEROUS.test(told)) return true;
  const statesFacts = ofFacts.includes(field);
  return (
    !ofNames.includes(field) &&
    (tellsForeignCommand(told, statesFacts) || (!statesFacts && tellsUntrustedCommand(told)))
  );
};

export const noArbitraryCommand: Rule = {
  id: "no-arbitrary-command",
  fix: "Give a command of the workflow (`ai/commands`, `ai/tools`, or git), without prose around it.",
  find: (facts) =>
    facts.given.flatMap(([field, value]) =>
      foundIn(facts, field, isCommandField(field) ? isForeign(facts, field) : tellsToRun(facts, field, value)),
    ),
};

export const safetyRules: Family = [
  noSecret,
  noHiddenCharacters,
  noFileContent,
  noSubstitution,
  noChaining,
  noArbitraryCommand,
];
