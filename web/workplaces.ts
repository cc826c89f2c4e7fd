import { builders } from "./builder-handoffs/workplace.ts";
import { launches } from "./launch-handoffs/workplace.ts";
import { audit } from "./ledger/workplace.ts";
import { features } from "./packets/workplace.ts";
import { runs } from "./run-handoffs/workplace.ts";
import { workflow } from "./workflow-handoffs/workplace.ts";
import type { Workplace } from "./shell/workplace.ts";

/** The workplaces of the console, as the navigation names them. */
export const workplaces: readonly Workplace[] = [runs, launches, features, builders, workflow, audit];
