import { hash } from "node:crypto";
import { canonicalText } from "../kernel/canonical.ts";

/** A document as it is sealed: its canonical text (RFC 8785) and the SHA-256 of those bytes in hex. */
export type Seal = { text: string; digest: string };

export const seal = (document: object): Seal => {
  const text = canonicalText(document);
  return { text, digest: digestOfText(text) };
};

export const digestOf = (document: object): string => digestOfText(canonicalText(document));

const digestOfText = (text: string): string => hash("sha256", text, "hex");
