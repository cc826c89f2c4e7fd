import { statSync } from "node:fs";
import type { Model } from "../local/template/model.ts";
import { initRatios } from "./init.ts";
import { median } from "./median.ts";
import type { Row } from "./table.ts";

/** How many bytes the Lambdas have, and how long they take to load. */
export const bundleRows = async (model: Model): Promise<Row[]> => {
  const entries = new Map(model.functions.map(({ name, entry }) => [name, entry]));
  const sizes = model.routes.map(({ functionName }) => statSync(entries.get(functionName) ?? "").size);
  const inits = await initRatios(model.functions.map(({ entry }) => entry));
  const longest = Math.max(...inits);
  const { name = "" } = model.functions[inits.indexOf(longest)] ?? {};
  return [
    { what: "largest bundle of a route", measured: Math.max(...sizes) / 1_000, unit: "KB", most: 300 },
    {
      what: `init over a bare SDK handler's: the median of ${inits.length} Lambdas`,
      measured: median(inits),
      unit: "times",
      most: 0.9,
    },
    {
      what: `init over a bare SDK handler's: the longest (${name})`,
      measured: longest,
      unit: "times",
      most: 0.9,
      why: "two fifths of its time go into making schemas, by its profile: it needs those of every record that a launch stands on. Schemas that are made when they are first asked for would bring it down.",
    },
  ];
};
