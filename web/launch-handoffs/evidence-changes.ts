import { type AnyAsked, pathOf } from "../api/route.ts";
import { getComplianceDocs, getCosting, getGateChecklist, getHandoff } from "./routes.ts";

/** What is read anew when a part of a project's evidence has changed: they share one version, and so their ETags. */
export const pathsOfEvidence = (asked: AnyAsked): string[] =>
  [getGateChecklist, getCosting, getComplianceDocs, getHandoff].map((route) => pathOf(route, asked));
