import * as z from "zod/mini";
import { Uuid } from "../kernel/field.ts";
import { Problem } from "../kernel/problem.ts";
import { BlockInput, inOrder } from "./block.ts";
import { Context } from "./context.ts";
import { Check } from "./check.ts";
import { plainText } from "./hidden-characters.ts";
import { judge, type Verdict } from "./judge.ts";
import { parseBlocks, type Reading, readingOf } from "./parse.ts";
import { render } from "./render.ts";
import { assertNoSecret } from "./secrets.ts";

const Markdown = z
  .string()
  .check(z.refine((value) => value === value.normalize("NFC"), "Expected composed Unicode text (NFC)"));

/** A handoff as it comes in: one block as Markdown or as fields, and what it is judged by. */
export const HandoffDocument = z
  .strictObject({
    markdown: z.optional(Markdown),
    fields: z.optional(BlockInput),
    context: z.prefault(Context, {}),
    /**
     * `sub:` and the `sub` of a person or agent, `role:` and a role, or `human`; left out, whoever takes it first. Without such
     * a word a role's name means the role, and any other the `sub`.
     */
    recipient: z.optional(
      plainText(133).check(
        z.refine(
          (value) => !/^(?:role:|sub:)?(?:\s|$)|\s$/.test(value),
          "Name somebody, without blanks around the name",
        ),
      ),
    ),
    /** The handoff that this one replies to. */
    answers: z.optional(Uuid),
    /** The handoff whose place this one takes. */
    supersedes: z.optional(Uuid),
  })
  .check(
    z.refine(
      ({ markdown, fields }) => (markdown === undefined) !== (fields === undefined),
      "Expected the block as markdown or as fields, and not both",
    ),
  );
export type HandoffDocument = z.infer<typeof HandoffDocument>;

/** Of a text with several blocks, each; what stands above them is of the last, and passes if all do. */
export const Checks = z.extend(Check, { blocks: z.optional(z.array(Check)) });

const checkOf = (reading: Reading, context: Context): Check => {
  const { verdict, findings }: Verdict = judge(reading, context);
  return { verdict, findings, fields: inOrder(reading.fields), markdown: render(reading.fields) };
};

/** How many blocks a text may have. The answer has several findings for each, and has to fit into what a Lambda answers. */
const MOST_BLOCKS = 20;

/**
 * Checks every block of a document.
 * @throws Problem INVALID_REQUEST when its Markdown has none or too many, or what comes with the block holds a secret
 */
export const checkDocument = ({ markdown, fields, context, recipient }: HandoffDocument): z.infer<typeof Checks> => {
  assertNoSecret({ ...textsIn(context), "/recipient": recipient });
  const readings = fields ? [readingOf(fields)] : parseBlocks(markdown ?? "");
  if (readings.length > MOST_BLOCKS)
    throw badMarkdown(`This text has ${readings.length} handoff blocks, and a check takes ${MOST_BLOCKS} at a time`);
  const checks = readings.map((reading) => checkOf(reading, context));
  const last = checks.at(-1);
  if (!last) throw badMarkdown("Expected a heading `## Handoff` with lines such as `- Canonical State: ready_for_qa`");
  if (checks.length === 1) return last;
  const verdict = checks.every((check) => check.verdict === "pass") ? "pass" : "fail";
  return { ...last, verdict, findings: checks.flatMap(({ findings }) => findings), blocks: checks };
};

const textsIn = (context: Context): Record<string, string> =>
  Object.fromEntries(Object.entries(context).map(([name, value]) => [`/context/${name}`, [value].flat().join("\n")]));

/**
 * The one block of a document that may be submitted.
 * @throws Problem INVALID_REQUEST without a block or with several; BLOCKERS_FOUND with the findings
 */
export const submittableBlock = (document: HandoffDocument): Check => {
  const { blocks = [], ...check } = checkDocument(document);
  if (blocks.length > 1)
    throw badMarkdown(`This text has ${blocks.length} handoff blocks. Submit one at a time; a check takes them all`);
  const blockers = check.findings.filter(({ severity }) => severity === "blocker");
  const [first] = blockers;
  if (!first) return check;
  const pointTo = (field: string) => (document.fields ? `/fields/${field}` : "/markdown");
  throw new Problem(
    "BLOCKERS_FOUND",
    `${blockers.length === 1 ? "One rule is" : `${blockers.length} rules are`} broken; first ${first.rule} at ${first.field}: ${first.fix}`,
    blockers.map(({ field, rule, fix }) => ({ pointer: pointTo(field), detail: `${field} breaks ${rule}. ${fix}` })),
    { verdict: check.verdict, findings: check.findings },
  );
};

const badMarkdown = (detail: string): Problem =>
  new Problem("INVALID_REQUEST", `/markdown: ${detail}.`, [{ pointer: "/markdown", detail }]);
