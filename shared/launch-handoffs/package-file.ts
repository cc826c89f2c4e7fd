import * as z from "zod/mini";
import type { Content } from "../kernel/answer.ts";
import { csvOf, type HandoffPackage } from "./handoff-package.ts";

export const PackageFormat = z.enum(["json", "csv", "pdf"]);
export type PackageFormat = z.infer<typeof PackageFormat>;

export const mediaTypes = {
  json: "application/json",
  csv: "text/csv; charset=utf-8",
  pdf: "application/pdf",
} as const satisfies Record<PackageFormat, string>;

/** The form that `Accept` names first, but for those that it refuses with q=0; JSON where it names none. */
export const formatOf = (accept = ""): PackageFormat => {
  const wanted = accept
    .toLowerCase()
    .split(",")
    .map((range) => /^\s*(application\/json|text\/csv|application\/pdf)\s*(?:;(.*))?$/.exec(range))
    .filter((range) => range !== null)
    .map(([, type = "", more = ""]) => ({ type, q: Number(/(?:^|;)\s*q=([\d.]+)/.exec(more)?.[1] ?? 1) }))
    .filter(({ q }) => q > 0)
    .sort((one, other) => other.q - one.q)[0];
  return (
    PackageFormat.options.find((format) => mediaTypes[format].startsWith(wanted?.type ?? "application/json")) ?? "json"
  );
};

/** The package in one of its forms. What draws pages is loaded by those alone who ask for pages. */
export const fileOf = async (content: HandoffPackage, format: PackageFormat): Promise<Content> => {
  const type = mediaTypes[format];
  if (format === "pdf") return { type, data: await (await import("./package-pdf.ts")).pdfOf(content) };
  return { type, data: format === "csv" ? csvOf(content) : JSON.stringify(content) };
};
