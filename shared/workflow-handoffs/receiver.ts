import type { WorkflowHead } from "./workflow-handoff.ts";

/** What is to be known of somebody. */
type Person = { id: string; roles: readonly string[] };

/** Roles of machines. Whoever has one of them is no human, whatever other roles the token names. */
const machines = ["agent", "orchestrator"];
export const isHuman = ({ roles }: Pick<Person, "roles">): boolean => !roles.some((role) => machines.includes(role));

/** A handoff is for a person or agent, for a role, for any `human`, or for whoever takes it first; never for its sender. */
export const isFor = ({ recipient, sender }: Pick<WorkflowHead, "recipient" | "sender">, by: Person): boolean => {
  if (by.id === sender) return false;
  if (recipient === null || recipient === by.id || by.roles.includes(recipient)) return true;
  return recipient === "human" && isHuman(by);
};
