import * as z from "zod/mini";
import type { Actor } from "../kernel/actor.ts";
import { Problem } from "../kernel/problem.ts";
import { digestOfText, type Seal, seal } from "../ledger/seal.ts";
import { Finding, type Judgement, Verdict } from "./finding.ts";

const MOST_BYTES = 200_000;
const MOST_LINES = 10_000;

/** A document as it was written: Markdown or JSON text, kept to the byte. */
export const DocumentText = z.string().check(
  z.refine((text) => text.trim() !== "", { error: "Expected the text of the document", abort: true }),
  z.refine((text) => !text.includes("\0"), "Expected text without NUL"),
  z.refine((text) => Buffer.byteLength(text) <= MOST_BYTES, `Expected at most ${MOST_BYTES} bytes`),
  z.refine((text) => text.split(/\r\n|\r|\n/).length <= MOST_LINES, `Expected at most ${MOST_LINES} lines`),
);

export const DocumentKind = z.enum(["spec", "results"]);
export type DocumentKind = z.infer<typeof DocumentKind>;

/** A submitted document as it is sealed: verbatim, with what was found in it on that day. */
export const Submission = z.object({
  handoff_id: z.string(),
  kind: DocumentKind,
  version: z.int(),
  submitted_by: z.string(),
  submitted_at: z.string(),
  /** SHA-256 of the document's bytes. */
  document_digest: z.string(),
  document: z.string(),
  verdict: Verdict,
  findings: z.array(Finding),
  parsed: z.unknown(),
});
export type Submission = z.infer<typeof Submission>;

/** What is sealed for a handoff at one version of its kind. */
export type Sealed<Payload> = { id: string; payload: Payload; seal: Seal };

/** Who does it, when, and the id of what is sealed: rules neither look at a clock nor make an id. */
export type Step = { id: string; by: Actor; now: Date };

export const submit = (
  { handoff_id, kind, version }: Pick<Submission, "handoff_id" | "kind" | "version">,
  document: string,
  judgement: Judgement<unknown>,
  { id, by, now }: Step,
): Sealed<Submission> =>
  sealed(id, {
    ...{ handoff_id, kind, version, submitted_by: by.id, submitted_at: now.toISOString() },
    ...{ document_digest: digestOfText(document), document, ...judgement },
  });

const MOST_SEALED = 350_000;

/** @throws Problem TOO_LARGE for what no ledger record can hold */
export const sealed = <Payload extends object>(id: string, payload: Payload): Sealed<Payload> => {
  const made = seal(payload);
  const bytes = Buffer.byteLength(made.text);
  if (bytes > MOST_SEALED)
    throw new Problem(
      "TOO_LARGE",
      `Sealed with what was found in it, this has ${bytes} bytes; at most ${MOST_SEALED} are sealed. What you sent keeps to its own limit, and has to be shorter all the same: quotes, line breaks and findings count too.`,
    );
  return { id, payload, seal: made };
};

/** A version in a query: 1 to 999999. */
export const DocumentVersion = z.pipe(
  z.string().check(z.regex(/^[1-9][0-9]{0,5}$/, "Expected a version: a whole number from 1")),
  z.transform(Number),
);

/** The answer to whoever submitted a document: what became of it, and what was found in it. */
export const Submitted = z.object({
  handoff_id: z.string(),
  state: z.string(),
  kind: DocumentKind,
  version: z.int(),
  /** Of the sealed record. */
  digest: z.string(),
  document_digest: z.string(),
  submitted_at: z.string(),
  verdict: Verdict,
  findings: z.array(Finding),
});
export const submittedAs = (
  state: string,
  { payload, seal: { digest } }: Sealed<Submission>,
): z.infer<typeof Submitted> => {
  const { handoff_id, kind, version, document_digest, submitted_at, verdict, findings } = payload;
  return { handoff_id, state, kind, version, digest, document_digest, submitted_at, verdict, findings };
};
