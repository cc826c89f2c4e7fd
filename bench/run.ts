import { bundleRows, measureBundles } from "./bundles.ts";
import { consoleRows } from "./console.ts";
import { startBench } from "./engine.ts";
import { writeResults } from "./results.ts";
import { print, type Row } from "./table.ts";

const { model, stop } = await startBench();
// After the environment is set: the one client of the Lambdas reads it when it is made.
const [{ operationRows }, { speedRows }, { logRows }, { launchRows }, checks, { compare }] = await Promise.all([
  import("./operations.ts"),
  import("./speed.ts"),
  import("./log.ts"),
  import("./launch.ts"),
  import("./workflow-checks.ts"),
  import("./peer/compare.ts"),
]);

const ofWorkflowChecks = (): Row[] => [
  {
    what: "check workflow handoffs from Markdown, in a second of CPU",
    measured: checks.checksPerSecond(),
    unit: "a second",
    least: 5_000,
  },
];

try {
  const peer = await compare();
  const bundles = await measureBundles(model);
  const rows = [
    ...bundleRows(bundles),
    ...ofWorkflowChecks(),
    ...(await speedRows(model)),
    ...(await operationRows()),
    ...(await launchRows()),
    ...(await logRows()),
    ...(await consoleRows()),
  ];
  print(rows);
  writeResults(rows, bundles, peer);
} finally {
  await stop();
}
