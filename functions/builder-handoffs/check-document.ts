// POST /api/builder-handoffs/check
import * as z from "zod/mini";
import { endpoint } from "../../shared/http/endpoint.ts";
import { ok } from "../../shared/kernel/answer.ts";
import { Finding, type Judgement, Verdict } from "../../shared/builder-handoffs/finding.ts";
import { judgeManifest } from "../../shared/builder-handoffs/manifest.ts";
import { judgePrompt } from "../../shared/builder-handoffs/prompt.ts";
import { judgeResults } from "../../shared/builder-handoffs/results.ts";
import { judgeSpec } from "../../shared/builder-handoffs/spec.ts";
import { DocumentText } from "../../shared/builder-handoffs/submission.ts";

export const contract = {
  summary: "Judge a document without keeping it",
  description: "The same rules judge a submitted document. A verdict of fail is an answer, not an error.",
  roles: ["owner", "admin", "builder", "reviewer", "member"],
  body: z.strictObject({ kind: z.enum(["spec", "results", "manifest", "prompt"]), document: DocumentText }),
  answers: { 200: z.object({ verdict: Verdict, findings: z.array(Finding), parsed: z.unknown() }) },
} as const;

const judges: Record<"spec" | "results" | "manifest" | "prompt", (document: string) => Judgement<unknown>> = {
  spec: (document) => judgeSpec(document),
  results: (document) => judgeResults(document),
  manifest: judgeManifest,
  prompt: (document) => judgePrompt(document),
};

export const handler = endpoint(contract, ({ body }) => Promise.resolve(ok(judges[body.kind](body.document))));
