import { checkDocument } from "../shared/workflow-handoffs/document.ts";
import { markdownOf, readyForQa, readyToComplete } from "../tests/workflow-handoffs/given.ts";

const ROUNDS = 9;
const CHECKS = 2_000;

const blocks = [readyForQa, readyToComplete, { ...readyToComplete, transition_command: "git commit -m x" }];

/** How many blocks a second of CPU are read from Markdown, judged by every rule and written anew: the median of the rounds. */
export const checksPerSecond = (): number => {
  const documents = blocks.map((block) => ({ markdown: markdownOf(block), context: {} }));
  const rates = Array.from({ length: ROUNDS }, () => {
    const before = process.cpuUsage();
    for (let check = 0; check < CHECKS; check += 1) for (const document of documents) checkDocument(document);
    const { user, system } = process.cpuUsage(before);
    return (CHECKS * documents.length * 1_000_000) / (user + system);
  });
  return rates.sort((a, b) => a - b)[ROUNDS >> 1] ?? NaN;
};
