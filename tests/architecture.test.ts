import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { listeners, openRoutes, routes } from "../infra/routes.ts";

const places = ["functions", "shared", "infra", "local", "web", "cli"];

const filesIn = (place: string): string[] => {
  try {
    return readdirSync(place, { recursive: true, encoding: "utf8" })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => join(place, name));
  } catch {
    return [];
  }
};

/** What a file imports, as the compiler reads it: our own files by their path, packages by their name. */
const importsOf = (file: string): string[] =>
  ts
    .preProcessFile(readFileSync(file, "utf8"), true, true)
    .importedFiles.map(({ fileName }) => (fileName.startsWith(".") ? join(dirname(file), fileName) : fileName));

const isOurs = (target: string) => /^(functions|shared|infra|local|web|cli|tests|bench)\//.test(target);

/** Whom a file may import, by its place. Whatever is not listed is forbidden. */
const mayImport = (file: string): RegExp[] => {
  const [top = "", context = ""] = file.split("/");
  if (top === "functions") return [/^shared\//];
  if (top === "infra") return [/^infra\//];
  if (top === "local") return [/^local\//];
  if (top === "cli") return [/^cli\//, /^shared\/(?!http\/)(?!.*-repository)/];
  if (top === "web") return mayShow(file, context);
  if (context === "kernel") return [/^shared\/kernel\//];
  if (context === "http" || context === "ledger") return [/^shared\/kernel\//, new RegExp(`^shared/${context}/`)];
  return [/^shared\/(kernel|ledger)\//, new RegExp(`^shared/${context}/`)];
};

/** A workplace knows itself and the shell; of the ledger the verifier of proofs, and of a Lambda the type of its contract. */
const mayShow = (file: string, context: string): RegExp[] => [
  /^web\/(api|shell)\//,
  /^shared\/(?!http\/|ledger\/)[^/]+\/(?!.*-repository)/,
  ...(context === "workplaces.ts" ? [/^web\/[^/]+\/workplace\.ts$/] : [new RegExp(`^web/${context}/`)]),
  ...(context === "shell" ? [/^web\/workplaces\.ts$/] : []),
  ...(context === "ledger" ? [/^shared\/ledger\/(log|proof)\/(?!.*-repository)/] : []),
  ...(/\/(routes|settings)\.ts$/.test(file) ? [/^functions\//] : []),
];

const breaches = (file: string, targets: readonly string[]) =>
  targets.filter(isOurs).filter((target) => !mayImport(file).some((allowed) => allowed.test(target)));

/** Whether a file's imports, and theirs, lead back to it. Types count: what only names another is bound to it too. */
const isInCircle = (file: string): boolean => {
  const seen = new Set<string>();
  const reached = importsOf(file).filter(isOurs);
  for (const target of reached) {
    if (target === file) return true;
    if (seen.has(target)) continue;
    seen.add(target);
    reached.push(...importsOf(target).filter(isOurs));
  }
  return false;
};

describe("who may import whom", () => {
  test.each(places.flatMap(filesIn))("%s imports only what its place allows", (file) => {
    expect(breaches(file, importsOf(file))).toEqual([]);
  });

  test("this test reads what it judges", () => {
    expect(importsOf("functions/run-handoffs/get-run.ts")).toContain("shared/run-handoffs/run-repository.ts");
    expect(breaches("functions/a/b.ts", ["functions/a/c.ts", "infra/routes.ts", "shared/kernel/id.ts"])).toHaveLength(
      2,
    );
    expect(
      breaches("shared/packets/packet.ts", ["shared/run-handoffs/run.ts", "shared/http/endpoint.ts"]),
    ).toHaveLength(2);
    expect(breaches("shared/kernel/id.ts", ["shared/ledger/keys.ts"])).toHaveLength(1);
    expect(
      breaches("web/run-handoffs/card.tsx", [
        "shared/run-handoffs/run-repository.ts",
        "shared/run-handoffs/run.ts",
        "web/run-handoffs/run-state.tsx",
        "web/ledger/checks.tsx",
        "shared/ledger/proof/verify.ts",
      ]),
    ).toHaveLength(3);
  });

  test("the console takes nothing of a Lambda but types", () => {
    const routes = filesIn("web").map((file) => readFileSync(file, "utf8").replaceAll(/\s+/g, " "));
    const mentions = routes.flatMap((text) => text.match(/.{0,16}"[^"]*\/functions\/[^"]*"/g) ?? []);
    expect(mentions.length).toBeGreaterThan(0);
    expect(mentions.filter((mention) => !/typeof import\( ?"/.test(mention))).toEqual([]);
  });

  test("the log stands below its proofs, and both below the watch", () => {
    const folders = ["log", "proof", "watch"];
    const above = folders.flatMap((folder, at) =>
      filesIn(`shared/ledger/${folder}`).flatMap((file) =>
        importsOf(file).filter((target) =>
          folders.slice(at + 1).some((higher) => target.startsWith(`shared/ledger/${higher}/`)),
        ),
      ),
    );
    expect(filesIn("shared/ledger/log").length).toBeGreaterThan(0);
    expect(above).toEqual([]);
  });

  test("no file imports itself by way of others", () => {
    const circles = [...filesIn("shared"), ...filesIn("infra"), ...filesIn("local")].filter(isInCircle);
    expect(circles).toEqual([]);
  });

  const maySpeakToAws = /-repository\.ts$|^shared\/ledger\/(client|table|transaction|log\/stream)\.ts$/;

  test("only repositories and the tables speak to AWS", () => {
    const speakers = [...filesIn("functions"), ...filesIn("shared")].filter((file) =>
      importsOf(file).some((target) => /^@(aws-sdk|smithy)\//.test(target)),
    );
    expect(speakers.length).toBeGreaterThan(0);
    expect(speakers.filter((file) => !maySpeakToAws.test(file))).toEqual([]);
  });

  test("only shared/http knows middy", () => {
    const files = [...filesIn("functions"), ...filesIn("shared")];
    const users = files.filter((file) => importsOf(file).some((target) => target.startsWith("@middy/")));
    expect(users.every((file) => file.startsWith("shared/http/"))).toBe(true);
  });

  test("pure rules look at no clock and make no id: both are arguments", () => {
    const rules = filesIn("shared").filter((file) => !/^shared\/(http|kernel|ledger)\/|-repository\.ts$/.test(file));
    const impure = rules.filter((file) =>
      /new Date\(\)|Date\.now|randomUUID|newId|Math\.random/.test(readFileSync(file, "utf8")),
    );
    expect(rules.length).toBeGreaterThan(0);
    expect(impure).toEqual([]);
  });

  test("zod is imported so that it does not bring every locale", () => {
    const users = [...filesIn("functions"), ...filesIn("shared")].filter((file) => importsOf(file).includes("zod"));
    expect(users).toEqual([]);
  });
});

describe("the tree", () => {
  const wires = [...routes, ...openRoutes, ...listeners].map(([wire, entry]) => [wire, entry] as const);

  test("every Lambda file is wired, and every wire has its Lambda file", () => {
    expect(filesIn("functions").sort()).toEqual(wires.map(([, entry]) => `functions/${entry}.ts`).sort());
  });

  test.each(wires)("%s is the first line of %s", (wire, entry) => {
    expect(readFileSync(`functions/${entry}.ts`, "utf8").split("\n")[0]).toBe(`// ${wire}`);
  });

  test("no two routes are the same", () => {
    expect(new Set(wires.map(([wire]) => wire)).size).toBe(wires.length);
  });

  test("no file is a drawer for anything", () => {
    const drawers = places
      .flatMap(filesIn)
      .filter((file) => /(^|\/)(utils?|helpers?|common|services?|lib|index|misc)(\/|\.tsx?$)/.test(file));
    expect(drawers).toEqual([]);
  });
});
