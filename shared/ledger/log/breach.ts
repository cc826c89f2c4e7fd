import { Problem } from "../../kernel/problem.ts";
import { count } from "../metric.ts";

/** Where a log stops being what it should be: the first entry that is not certain any more, and what is wrong there. */
export type Breach = { position: number; what: string };

/** An item, or an entry, that is not what was written. No leaf looks like it: what a leaf says is text and numbers. */
export type Unreadable = { unreadable: Breach };

export const unreadable = (position: number, what: string): Unreadable => ({ unreadable: { position, what } });

export const isUnreadable = (read: object): read is Unreadable =>
  "unreadable" in read && typeof read.unreadable === "object";

/** Says in the Lambda's log where a tenant's log is not what it was, and raises the alarm. */
export const tell = (tenantId: string, { position, what }: Breach): void => {
  console.error(JSON.stringify({ message: "[AUDIT] log_inconsistent", tenant_id: tenantId, position, what }));
  count("LedgerTampered");
};

/** The log is not what it was, or does not hold together: that is told, and nothing of it is signed or proven. */
export const inconsistent = (tenantId: string, breach: Breach): Problem => {
  tell(tenantId, breach);
  const { position, what } = breach;
  return new Problem(
    "LOG_INCONSISTENT",
    `The log is not certain from its entry ${position} on: ${what}. Do not rely on it, and tell whoever runs this system.`,
  );
};

/** What a stored item says. @throws Problem LOG_INCONSISTENT when it is not what was written */
export const sound = <Stored extends object>(tenantId: string, read: Stored | Unreadable): Stored => {
  if (isUnreadable(read)) throw inconsistent(tenantId, read.unreadable);
  return read;
};
