import { checkDocument } from "../shared/workflow-handoffs/document.ts";
import { render } from "../shared/workflow-handoffs/render.ts";
import { knownStates } from "../shared/workflow-handoffs/state.ts";
import { suggest, SuggestInput } from "../shared/workflow-handoffs/suggest.ts";
import { markdownOf, readyForQa, readyToComplete } from "../tests/workflow-handoffs/given.ts";
import { median } from "./median.ts";

const ROUNDS = 9;
const CHECKS = 1_000;

const documents = [
  ...[readyForQa, readyToComplete, { ...readyToComplete, transition_command: "git commit -m x" }].map((block) =>
    markdownOf(block),
  ),
  ...knownStates.map((state) => render(suggest(SuggestInput.parse({ state })))),
];

/** How many times in a second of CPU this text is read, judged by every rule and written anew. */
const rateOf = (markdown: string): number => {
  const before = process.cpuUsage();
  for (let check = 0; check < CHECKS; check += 1) checkDocument({ markdown, context: {} });
  const { user, system } = process.cpuUsage(before);
  return (CHECKS * 1_000_000) / (user + system);
};

/** The rate of the slowest block, among those of every state: of each, the median of the rounds. */
export const checksPerSecond = (): number => {
  const rounds = Array.from({ length: ROUNDS }, () => documents.map(rateOf));
  return Math.min(...documents.map((_, at) => median(rounds.map((rates) => rates[at] ?? NaN))));
};
