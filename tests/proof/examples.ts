import { ofBuilders } from "./examples/builders.ts";
import type { Given } from "./examples/example.ts";
import { ofLaunches } from "./examples/launches.ts";
import { ofLedger } from "./examples/ledger.ts";
import { ofPackets } from "./examples/packets.ts";
import { ofRuns } from "./examples/runs.ts";
import { ofWorkflows } from "./examples/workflows.ts";

/** One example of each route: a call that is answered 2xx. */
export const examples: Readonly<Record<string, Given>> = {
  ...{ ...ofRuns, ...ofLaunches, ...ofPackets },
  ...{ ...ofBuilders, ...ofWorkflows, ...ofLedger },
};

/** The example of a route. @throws if there is none: who adds a route adds what proofs are made with */
export const exampleOf = (route: string): Given => {
  const given = examples[route];
  if (!given) throw new Error(`tests/proof/examples has no example of ${route}`);
  return given;
};
