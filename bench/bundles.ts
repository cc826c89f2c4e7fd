import { statSync } from "node:fs";
import type { Model } from "../local/template/model.ts";
import { initRatios } from "./init.ts";
import { median } from "./median.ts";
import type { Row } from "./table.ts";

/** A Lambda's bundle; `init` is how long it takes to load, over a bare SDK handler's. */
export type Bundle = { name: string; kilobytes: number; init: number; isOfRoute: boolean };

/** Every Lambda's bundle, by its route; one that no route calls, by what it is called there. */
export const measureBundles = async ({ functions, routes }: Model): Promise<Bundle[]> => {
  const ofRoutes = new Map(routes.map(({ functionName, key }) => [functionName, key]));
  const inits = await initRatios(functions.map(({ entry }) => entry));
  const bundles = functions.map(({ name, entry }, at) => ({
    name: ofRoutes.get(name) ?? name,
    kilobytes: statSync(entry).size / 1_000,
    init: inits[at] ?? NaN,
    isOfRoute: ofRoutes.has(name),
  }));
  return bundles.sort((a, b) => (a.name < b.name ? -1 : 1));
};

/** How many bytes the Lambdas have, and how long they take to load. */
export const bundleRows = (bundles: readonly Bundle[]): Row[] => {
  const largest = Math.max(...bundles.filter(({ isOfRoute }) => isOfRoute).map(({ kilobytes }) => kilobytes));
  const longest = bundles.reduce((one, other) => (other.init > one.init ? other : one));
  const what = "init over a bare SDK handler's";
  return [
    { what: "largest bundle of a route", measured: largest, unit: "KB", most: 300 },
    {
      what: `${what}: the median of ${bundles.length} Lambdas`,
      measured: median(bundles.map(({ init }) => init)),
      unit: "times",
      most: 0.9,
    },
    {
      what: `${what}: the longest (${longest.name})`,
      measured: longest.init,
      unit: "times",
      most: 0.9,
      why: "two fifths of its time go into making schemas, by its profile: it needs those of every record that a launch stands on. Schemas that are made when they are first asked for would bring it down.",
    },
  ];
};
