import { Role } from "../kernel/actor.ts";
import { WorkflowRole } from "./context.ts";
import type { WorkflowHead } from "./workflow-handoff.ts";

/** What is to be known of somebody. */
type Person = { id: string; roles: readonly string[] };

/** Roles of machines. Whoever has one of them is no human, whatever other roles the token names. */
const machines = ["agent", "orchestrator"];
export const isHuman = ({ roles }: Pick<Person, "roles">): boolean => !roles.some((role) => machines.includes(role));

/** Names that mean a role wherever they stand alone: the roles of the platform, and the workflow's own. */
const roleNames: ReadonlySet<string> = new Set([...Role.options, ...WorkflowRole.options]);

/** Whom a handoff is for. `role:` and `sub:` say which; without them a role's name means the role, another word the `sub`. */
type Address = { kind: "role" | "sub" | "human"; name: string };

const addressOf = (recipient: string): Address => {
  const [, kind, name] = /^(role|sub):(.+)$/.exec(recipient) ?? [];
  if (kind === "role" || kind === "sub") return { kind, name: name ?? "" };
  if (recipient === "human") return { kind: "human", name: recipient };
  return { kind: roleNames.has(recipient) ? "role" : "sub", name: recipient };
};

/** Whether a recipient is this very person or agent, by the `sub`. */
export const isNamed = (recipient: string, sub: string): boolean => {
  const { kind, name } = addressOf(recipient);
  return kind === "sub" && name === sub;
};

/** Whether two ways to write a recipient mean the same: `qa` and `role:qa` do. */
export const isSameRecipient = (one: string, other: string): boolean => {
  const [a, b] = [addressOf(one), addressOf(other)];
  return a.kind === b.kind && a.name === b.name;
};

/** A handoff is for a person or agent, for a role, for any `human`, or for whoever takes it first; never for its sender. */
export const isFor = ({ recipient, sender }: Pick<WorkflowHead, "recipient" | "sender">, by: Person): boolean => {
  if (by.id === sender) return false;
  if (recipient === null) return true;
  const { kind, name } = addressOf(recipient);
  if (kind === "human") return isHuman(by);
  return kind === "role" ? by.roles.includes(name) : by.id === name;
};
