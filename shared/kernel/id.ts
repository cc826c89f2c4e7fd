import { v7 } from "uuid";

/** A new UUID that sorts by the time of its making (version 7). */
export const newId = (now: Date): string => v7({ msecs: now.getTime() });
