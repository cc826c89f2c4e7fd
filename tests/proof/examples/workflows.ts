import { accepts, aHandoff, approves, readyForQa, readyToComplete } from "../../workflow-handoffs/given.ts";
import type { Given, More } from "./example.ts";

const W = "/api/workflow-handoffs";
/** A handoff that waits for approval, and what is done with it. */
const ofWorkflow =
  (as: string, more: More = {}, isApproved = false): Given =>
  async (tenant) => {
    const sender = tenant("agent");
    const it = await aHandoff(sender, readyToComplete);
    const { body } = isApproved ? await it.decide(tenant("reviewer"), { body: approves }) : { body: {} };
    const who = as === "sender" ? sender : tenant(as);
    return { who, params: { handoffId: it.id, ...(isApproved && { approvalId: body.id as string }) }, ...more };
  };
const submission: Given = async (tenant) => ({ who: tenant("agent"), body: { fields: readyForQa } });

export const ofWorkflows: Record<string, Given> = {
  [`GET ${W}`]: ofWorkflow("member"),
  [`POST ${W}`]: submission,
  [`POST ${W}/check`]: submission,
  [`POST ${W}/suggest`]: async (tenant) => ({ who: tenant("agent"), body: { state: "ready_for_qa" } }),
  [`GET ${W}/{handoffId}`]: ofWorkflow("member"),
  [`GET ${W}/{handoffId}/chain`]: ofWorkflow("member"),
  [`POST ${W}/{handoffId}/acceptance`]: ofWorkflow("orchestrator", { body: accepts }),
  [`POST ${W}/{handoffId}/withdrawal`]: ofWorkflow("sender", { body: { reason: "Sent too early." } }),
  [`POST ${W}/{handoffId}/approvals`]: ofWorkflow("reviewer", { body: approves }),
  [`POST ${W}/{handoffId}/approvals/{approvalId}/use`]: ofWorkflow("agent", { body: {} }, true),
};
