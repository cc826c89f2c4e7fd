import * as z from "zod/mini";

const word = z.string().check(z.minLength(1));

/** Things a phase made, in the three dialects that callers speak. Further fields may come. */
export const Artifact = z.union(
  [
    z.looseObject({
      type: word,
      path: word,
      action: z.enum(["created", "modified", "deleted"]),
      description: z.nullish(z.string()),
    }),
    z.looseObject({
      type: word,
      title: word,
      path: z.optional(z.never()),
      content: z.nullish(z.string()),
      url: z.nullish(z.string()),
      mime_type: z.nullish(z.string()),
    }),
    z.looseObject({ type: word, label: word, path: z.optional(z.never()), url: z.nullish(z.string()) }),
  ],
  "Expected {type, path, action: created|modified|deleted, description?}, {type, title, content?, url?, mime_type?} or {type, label, url?}",
);
export type Artifact = z.infer<typeof Artifact>;

const Alternatives = z.nullish(z.array(z.unknown()));

/** What was decided, and why. */
export const Decision = z.union(
  [
    z.looseObject({ decision: word, rationale: z.string(), alternatives_considered: Alternatives }),
    z.looseObject({
      question: word,
      chosen: word,
      rationale: z.string(),
      alternatives: Alternatives,
      decided_by: z.nullish(z.string()),
    }),
    z.looseObject({ title: word, chosen: word, rationale: z.string(), alternatives: Alternatives }),
  ],
  "Expected {decision, rationale, alternatives_considered?}, {question, chosen, rationale, alternatives?, decided_by?} or {title, chosen, rationale, alternatives?}",
);
export type Decision = z.infer<typeof Decision>;

/** What happened in a phase, and when. Times are kept as they were written. */
export const Activity = z.union(
  [
    z.looseObject({ timestamp: word, event: word, detail: z.optional(z.unknown()) }),
    z.looseObject({
      timestamp: word,
      actor: z.looseObject({ id: word, type: z.optional(z.string()), name: z.optional(z.string()) }),
      action: word,
      detail: z.optional(z.unknown()),
    }),
    z.looseObject({ timestamp: word, action: word, actor: z.optional(z.never()), detail: z.optional(z.unknown()) }),
  ],
  "Expected {timestamp, event, detail?}, {timestamp, actor: {id, type, name}, action, detail?} or {timestamp, action, detail?}",
);
export type Activity = z.infer<typeof Activity>;
