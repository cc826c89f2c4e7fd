import { basename, dirname, join, resolve } from "node:path";
import { judgeDocument, type JudgedDocument as Judged } from "../../shared/builder-handoffs/document.ts";
import {
  judgeBeside,
  placeOf,
  unreadableDocument,
  type DocumentKind,
  type Place,
} from "../../shared/builder-handoffs/document-place.ts";
import type { Finding } from "../../shared/builder-handoffs/finding.ts";
import { DocumentText } from "../../shared/builder-handoffs/submission.ts";
import { readText } from "./read.ts";
import type { Entry } from "./walk.ts";

export type DocumentReport = {
  path: string;
  kind: DocumentKind;
  handoff_id: string;
  complete: boolean;
  missing_sections: string[];
  findings: Finding[];
};

/** A handoff's document in the tree, and whether it is a file of its own. */
export type FoundDocument = Place & { entry: Entry };

/** The handoff documents among the entries of a tree, wherever they lie. Those of a package are its assets. */
export const documentsIn = (root: string, entries: readonly Entry[]): FoundDocument[] =>
  entries.flatMap((entry) => {
    if (entry.kind === "folder" || /(^|\/)PKG-[^/]*\//.test(entry.path)) return [];
    const folder = basename(entry.path.includes("/") ? dirname(entry.path) : resolve(root));
    const place = placeOf(entry.path, folder);
    return place ? [{ ...place, entry }] : [];
  });

export type JudgedDocument = Pick<Judged, "files" | "plan" | "tests"> & { report: DocumentReport };

/** Reads and judges a document; `files` are those that it lists. */
export const readDocument = async (
  root: string,
  { entry, ...place }: FoundDocument,
  all: readonly Place[],
): Promise<JudgedDocument> => {
  const { path, kind, handoff_id } = place;
  const findings = [...place.findings, ...judgeBeside(place, all)];
  const read = entry.kind === "file" ? await readDocumentText(join(root, path)) : { why: `${entry.kind}, not a file` };
  if ("why" in read) {
    findings.push(unreadableDocument(read.why));
    return { report: { path, kind, handoff_id, complete: false, missing_sections: [], findings }, files: [] };
  }
  const { missing_sections, findings: ofText, ...told } = judgeDocument(kind, read.text, handoff_id);
  findings.push(...ofText);
  const complete = missing_sections.length === 0;
  return { report: { path, kind, handoff_id, complete, missing_sections, findings }, ...told };
};

/** The text of a document that the API would take as well, or why there is none. */
const readDocumentText = async (at: string): Promise<{ text: string } | { why: string }> => {
  const read = await readText(at);
  if ("why" in read) return read;
  const fault = DocumentText.safeParse(read.text).error?.issues[0];
  return fault ? { why: fault.message } : read;
};
