import { v5, v7 } from "uuid";

/** A new UUID that sorts by the time of its making (version 7). */
export const newId = (now: Date): string => v7({ msecs: now.getTime() });

const NAMES = "0f6c4a1e-7b52-5d3c-9c0d-2a9e41b7c685";

/** The UUID of a name (version 5): the same name has the same id, so that its insertion guards the name. */
export const idOfName = (...name: readonly string[]): string => v5(JSON.stringify(name), NAMES);
