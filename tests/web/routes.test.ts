import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openRoutes, routes } from "../../infra/routes.ts";

const files = readdirSync("web", { recursive: true, encoding: "utf8" }).filter((name) => /\.tsx?$/.test(name));
const texts = files.map((name) => readFileSync(join("web", name), "utf8"));
const typed = texts.flatMap((text) => [
  ...text.matchAll(/route<\s*typeof import\("[./]*functions\/([^"]+)\.ts"\)\s*>\(\s*"([^"]+)",?\s*\)/g),
]);

describe("the routes that the console calls", () => {
  test.each(typed.map(([, entry, key]) => [key, entry]))("%s is taken by %s", (key, entry) => {
    expect(routes.find(([route]) => route === key)?.[1]).toBe(entry);
  });

  test("are all typed by the Lambda that takes them", () => {
    const typedHere = texts.join("").match(/\broute</g)?.length ?? 0;
    expect(typed.length).toBe(typedHere);
    expect(typed.length).toBeGreaterThan(15);
  });

  test("are there wherever else the console names one", () => {
    const named = texts.flatMap((text) => [...text.matchAll(/"((?:GET|POST|PUT|DELETE) \/[^"]*)"/g)]);
    const known = new Set<string>([...routes, ...openRoutes].map(([route]) => route));
    expect(named.map(([, route = ""]) => route).filter((route) => !known.has(route))).toEqual([]);
  });
});
