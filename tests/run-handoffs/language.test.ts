import { readdirSync, readFileSync } from "node:fs";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { call, someone } from "../support/call.ts";
import { deliverAll } from "../ledger/given.ts";
import { aRunHandedOff } from "./given.ts";

/** Prompt 32, language rules: a handoff is recorded, for execution reference. Nothing was approved and nothing has started. */
const forbidden =
  /\bapprov|execution (has )?start|start(ed|s|ing)? (the )?execution|\bexecuting\b|\bactivat|\bnotif(y|ied)\b/i;

/** Every text in a file, as the compiler sees it: comments are not among them. */
const textsIn = (file: string): string[] => {
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (
      ts.isJsxText(node) ||
      ts.isStringLiteralLike(node) ||
      ts.isTemplateHead(node) ||
      ts.isTemplateMiddle(node) ||
      ts.isTemplateTail(node)
    )
      texts.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest));
  return texts;
};

const files = ["functions/run-handoffs", "shared/run-handoffs", "web/run-handoffs"].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => `${folder}/${name}`),
);

describe("the language of run handoffs", () => {
  test("the rule catches what it is for", () => {
    for (const text of [
      "The handoff was approved",
      "Execution started",
      "execution has started",
      "Residents were notified",
    ])
      expect(text).toMatch(forbidden);
    for (const text of ["Record what is believed, for execution reference", "starts_at"])
      expect(text).not.toMatch(forbidden);
  });

  test.each(files)("no text in %s says that something was approved or that execution started", (file) => {
    expect(textsIn(file).length).toBeGreaterThan(0);
    expect(textsIn(file).filter((text) => forbidden.test(text))).toEqual([]);
  });

  test("neither what callers and readers see nor what is logged says so", async () => {
    const who = someone("owner");
    const it = await aRunHandedOff(who);
    const answers = [await it.record(), await it.getHandoff(), await it.monitor(), await it.deleteHandoff()];
    const { lines } = await deliverAll(who.tenantId);
    const audit = await call(who, "GET /api/audit");
    expect(JSON.stringify([answers, lines, audit])).not.toMatch(forbidden);
    expect(JSON.stringify(lines)).toContain("execution_handoff_created");
  });
});
