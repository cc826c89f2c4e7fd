import { pathRules } from "./asset-path.ts";
import { baselineRules } from "./baseline-rules.ts";
import { placeRules } from "./document-place.ts";
import type { Rules } from "./finding.ts";
import { listedFileRules } from "./listed-file.ts";
import { assetRules } from "./manifest-asset.ts";
import { manifestRules } from "./manifest-rules.ts";
import { ownershipRules } from "./ownership.ts";
import { fileRules } from "./package-file.ts";
import { packageTreeRules } from "./package-tree.ts";
import { packageRules } from "./package.ts";
import { promptRules } from "./prompt.ts";
import { resultsRules } from "./results-rules.ts";
import { specRules } from "./spec-rules.ts";
import { tierRules } from "./tier.ts";

/** Every rule that a document, a package or a tree is held against, by what it is about; docs/builder-rules.md shows it. */
export const ruleBook: Readonly<Record<string, Rules>> = {
  Spec: specRules,
  Results: resultsRules,
  Baseline: baselineRules,
  Prompt: promptRules,
  "Place of a document": { ...placeRules, ...listedFileRules },
  Manifest: { ...manifestRules, ...tierRules, ...assetRules },
  "Path in a package": pathRules,
  Package: { ...packageRules, ...fileRules },
  "Packages together": { ...packageTreeRules, ...ownershipRules },
};
