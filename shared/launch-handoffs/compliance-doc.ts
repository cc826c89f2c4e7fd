import * as z from "zod/mini";
import { Instant, text } from "../kernel/field.ts";
import { Person, RecordId } from "./record-id.ts";

export const DocType = z.enum([
  "haccp",
  "haccp_plan",
  "label",
  "label_proof",
  "nutritional_info",
  "allergen_declaration",
  "coa",
  "sds",
  "trial_report",
  "sensory_eval",
  "shelf_life",
  "other",
]);
export type DocType = z.infer<typeof DocType>;

/** A document of a project. Its type comes under one of two names and is answered under the one it came under. */
export const ComplianceDoc = z.object({
  id: z.optional(RecordId),
  file_type: z.optional(DocType),
  doc_type: z.optional(DocType),
  file_name: z.string(),
  uploaded_at: Instant,
  uploaded_by: z._default(z.nullable(Person), null),
  /** Set once the document is taken back; then it does not count. */
  deleted_at: z._default(z.nullable(Instant), null),
});
export type ComplianceDoc = z.infer<typeof ComplianceDoc>;

export const typeOf = ({ file_type, doc_type }: Pick<ComplianceDoc, "file_type" | "doc_type">): DocType | undefined =>
  file_type ?? doc_type;

const MOST_DOCS = 500;

const DocInput = z
  .strictObject({
    id: z.optional(RecordId),
    file_type: z.optional(DocType),
    doc_type: z.optional(DocType),
    file_name: text(255),
    uploaded_at: Instant,
    uploaded_by: z.nullish(Person),
    deleted_at: z.nullish(Instant),
  })
  .check(
    z.refine(
      ({ file_type, doc_type }) =>
        (file_type ?? doc_type) !== undefined && (doc_type ?? file_type) === (file_type ?? doc_type),
      { error: "Expected the type of the document, as file_type or as doc_type", path: ["file_type"] },
    ),
  );

export const ComplianceDocsInput = z.array(DocInput).check(z.maxLength(MOST_DOCS));
export type ComplianceDocsInput = z.infer<typeof ComplianceDocsInput>;

export const ComplianceDocs = z.array(ComplianceDoc);

/** The documents as they are kept. */
export const complianceDocsOf = (input: ComplianceDocsInput): ComplianceDoc[] =>
  input.map(({ uploaded_by = null, deleted_at = null, ...doc }) => ({ ...doc, uploaded_by, deleted_at }));
