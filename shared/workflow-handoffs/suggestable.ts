import { Problem } from "../kernel/problem.ts";
import type { Finding } from "./finding.ts";
import { judge } from "./judge.ts";
import { readingOf } from "./parse.ts";
import { assertNoSecret } from "./secrets.ts";
import { suggest, type SuggestInput } from "./suggest.ts";

type Change = (input: SuggestInput) => SuggestInput;

const withoutContext =
  (name: keyof SuggestInput["context"]): Change =>
  (input) => ({ ...input, context: { ...input.context, [name]: undefined } });

/** What of a suggestion is the caller's own text, and the input without it. */
const textsOfCaller: readonly (readonly [pointer: string, without: Change])[] = [
  ["/blockers", (input) => ({ ...input, blockers: undefined })],
  ...(["missing_action_id", "unregistered_action", "helper_state", "stop_milestones", "active_chunk"] as const).map(
    (name) => [`/context/${name}`, withoutContext(name)] as const,
  ),
];

const blockerOf = (input: SuggestInput): Finding | undefined =>
  judge(readingOf(suggest(input)), input.context).findings.find(({ severity }) => severity === "blocker");

/**
 * A suggestion repeats texts of its caller, and what it suggests has to pass.
 * @throws Problem INVALID_REQUEST at the text that holds a secret, or without which the block would break no rule
 */
export const assertSuggestable = (input: SuggestInput): void => {
  assertNoSecret({ "/blockers": input.blockers });
  const blocker = blockerOf(input);
  if (!blocker) return;
  let rest = input;
  for (const [pointer, without] of textsOfCaller) {
    rest = without(rest);
    if (blockerOf(rest)) continue;
    const detail = `With this text the block would break ${blocker.rule}. ${blocker.fix}`;
    throw new Problem("INVALID_REQUEST", `${pointer}: ${detail}`, [{ pointer, detail }]);
  }
};
