import { randomUUID } from "node:crypto";
import { account, region } from "../template/intrinsics.ts";
import type { Schedule } from "../template/model.ts";

/** What a rule hands to its function when it is time: its constant input if it has one, else an event that says so. */
export const scheduledEvent = ({ ruleArn, input }: Schedule, now: Date): unknown =>
  input ?? {
    version: "0",
    id: randomUUID(),
    "detail-type": "Scheduled Event",
    source: "aws.events",
    account,
    time: now.toISOString().replace(/\.\d+Z$/, "Z"),
    region,
    resources: [ruleArn],
    detail: {},
  };
