import { tellingFields } from "../block.ts";
import { isUnregistered, REGISTERED } from "../context.ts";
import { wholeText } from "../facts.ts";
import { type Family, foundIn, type Rule } from "../finding.ts";
import { type Invocation, optionOf } from "../invocation.ts";
import { tells } from "../prose.ts";

const ESCALATION = /\bplatform[ -](?:tool[ -])?(?:escalation|approval|prompt)/gi;

const noEscalation: Rule = {
  id: "no-escalation-of-registered-actions",
  fix: "Request the action from the daemon. Only what is not registered may ask for escalation, after its preflight.",
  find: (facts) => {
    const isPreflight = (use: Invocation): boolean =>
      use.program === "platform-escalation-preflight" && REGISTERED.test(use.args.join(" "));
    return tellingFields.flatMap((field) => {
      const asks = tells(facts.fields[field] ?? "", ESCALATION);
      return foundIn(
        facts,
        field,
        facts.uses(field).some(isPreflight) ||
          (asks && !isUnregistered(facts.context) && REGISTERED.test(wholeText(facts))),
      );
    });
  },
};

const escalationPreflight: Rule = {
  id: "escalation-after-preflight",
  fix: 'Say in Immediate Next Step to run `ai/commands/platform-escalation-preflight.sh --target unregistered-action --platform-action "<exact action>"` first.',
  find: (facts) => {
    const uses = tellingFields.flatMap(facts.uses).filter(({ program }) => program === "platform-escalation-preflight");
    const isWhole = uses.every(
      (use) => optionOf(use, "--target") === "unregistered-action" && Boolean(optionOf(use, "--platform-action")),
    );
    const isLacking = uses.length === 0 && isUnregistered(facts.context);
    return foundIn(facts, "immediate_next_step", Boolean(facts.fields.immediate_next_step) && (isLacking || !isWhole));
  },
};

/** Whether a text names an id as a word of its own: `MA-170` does not name `MA-17`. */
const hasWord = (text: string, id: string): boolean => {
  const parts = text.split(id);
  return parts.slice(1).some((after, at) => !/[\w-]$/.test(parts[at] ?? "") && !/^(?:[\w-]|\.\w)/.test(after));
};

const missingAction: Rule = {
  id: "missing-action-summary",
  fix: "Write `ai/tools/missing-actions/summary.sh` and the id of the missing action.",
  find: (facts) => {
    const { missing_action_id: id } = facts.context;
    const { missing_action_summary: value } = facts.fields;
    const text = (value ?? "").replaceAll(/[`*]/g, " ");
    const [before = "", ...after] = text.split("ai/tools/missing-actions/summary.sh");
    const isNamed = id === undefined ? /[\w-]{3,}/.test([before, ...after].join(" ")) : hasWord(text, id);
    const isDue = id !== undefined || (value !== undefined && !/^(?:not_applicable|none\.?)$/i.test(value));
    return foundIn(facts, "missing_action_summary", isDue && !(after.length > 0 && isNamed));
  },
};

/** What the daemon knows is requested of it; what it does not know is escalated after a preflight, or registered as missing. */
export const unregisteredRules: Family = [noEscalation, escalationPreflight, missingAction];
