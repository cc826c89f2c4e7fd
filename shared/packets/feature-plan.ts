import { Problem } from "../kernel/problem.ts";
import type { Feature, FeatureInput } from "./feature.ts";
import type { FeatureChange, FeatureRecord, Step } from "./feature-record.ts";

/**
 * Makes a feature, or writes it anew as its board knows it now. Its packets stay as they are.
 * @throws Problem INVALID_REQUEST when the body names another feature or tenant
 */
export const putFeature = (
  before: FeatureRecord | undefined,
  input: FeatureInput,
  { id, by, now }: Step & { id: string },
): FeatureChange => {
  if ((input.id ?? id) !== id) throw mismatch("/id", "This is another feature than the path names");
  if ((input.tenant_id ?? by.tenantId) !== by.tenantId)
    throw mismatch("/tenant_id", "This is another tenant than yours");
  const feature: Feature = {
    ...input,
    id,
    tenant_id: by.tenantId,
    status: input.status ?? before?.feature.status ?? "planning",
    created_at: before?.feature.created_at ?? now.toISOString(),
    updated_at: now.toISOString(),
  };
  return before
    ? { record: { ...before, feature }, event: "feature_updated" }
    : { record: { rev: 0, feature, phases: {} }, event: "feature_created" };
};

const mismatch = (pointer: string, detail: string) =>
  new Problem("INVALID_REQUEST", `${pointer}: ${detail}.`, [{ pointer, detail }]);
