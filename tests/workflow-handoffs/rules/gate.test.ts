import { gateRules } from "../../../shared/workflow-handoffs/rules/gate.ts";
import { readyForQa, readyToComplete } from "../given.ts";
import { type Case, describeRules, needsDecision, suggested, summary } from "./given.ts";

const cases: Case[] = [
  ["canonical-state-form", "canonical_state", readyForQa, { canonical_state: "Ready for QA" }],
  ["canonical-state-unknown", "canonical_state", readyForQa, { canonical_state: "waiting_for_ci" }],
  ["not-applicable-for-intake-only", "canonical_state", readyForQa, { canonical_state: "not_applicable" }],
  ["not-applicable-for-intake-only", "canonical_state", suggested("not_applicable"), {}, { role: "developer" }],
  ["gate-named", "gate_checked", needsDecision, { gate_checked: summary }],
  ["gate-named", "gate_checked", needsDecision, { gate_checked: "not_applicable" }],
  ["gate-named", "gate_checked", needsDecision, { gate_checked: "yes, it passed" }],
  ["ready-for-qa-gate", "gate_checked", readyForQa, { gate_checked: "none" }],
  ["ready-for-qa-gate", "gate_checked", readyForQa, { gate_checked: "workflow-state --ready-to-complete" }],
  ["ready-to-complete-gate", "gate_checked", readyToComplete, { gate_checked: "workflow-state --ready-for-qa" }],
  ["developer-references-gate", "gate_checked", suggested("developer_pass"), {}, { role: "developer" }],
  ["qa-references-gate", "gate_checked", suggested("qa_blocked_fixable"), {}, { role: "qa" }],
  ["acceptance-verification-current", "blockers", readyForQa, {}, { acceptance_verification_current: false }],
];

describeRules("gates", gateRules, cases);
