import { inflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { formatOf } from "../../shared/launch-handoffs/package-file.ts";
import { printable, wrap } from "../../shared/launch-handoffs/pdf-text.ts";
import { colleague } from "../support/call.ts";
import { lines } from "./given.ts";
import { aHandoffReady, aLead } from "./given-handoff.ts";

describe("GET /api/npd/projects/{projectId}/handoff/export", () => {
  test("is the formulation with its items, the costing and the documents, under a digest", async () => {
    const it = await aHandoffReady();
    const { status, body } = await it.export();
    expect(status).toBe(200);
    expect(body).toMatchObject({
      project: { id: it.projectId },
      formulation: { formulation_number: "v2.0", item_count: 15 },
      costing: [{ status: "approved" }],
      validation: { can_handoff: true },
      exported_by: it.who.sub,
    });
    expect(body.formulation.items).toHaveLength(15);
    expect(body.compliance_docs).toHaveLength(2);
    expect((await it.export()).body.digest).toBe(body.digest);
    expect((await it.project.get()).body.status).toBe("testing");
  });

  test("is a table too, in which no text is taken for a formula", async () => {
    const items = [
      { product_id: 7, product_name: '=HYPERLINK("x")', quantity: "0.1", uom: "kg", notes: 'two, "quoted"' },
    ];
    const it = await aHandoffReady(aLead(), { items });
    const { headers, body } = await it.export({ query: { format: "csv" } });
    expect(headers["content-type"]).toBe("text/csv; charset=utf-8");
    const rows = String(body).split("\r\n");
    expect(rows[0]).toBe("\uFEFFrecord,line,field,value");
    expect(rows).toContain("formulation_item,1,quantity,0.1");
    expect(rows).toContain(`formulation_item,1,product_name,"'=HYPERLINK(""x"")"`);
    expect(rows).toContain('formulation_item,1,notes,"two, ""quoted"""');
  });

  test("leaves to a table numbers alone as they are: what else begins with a sign is marked as text", async () => {
    const texts = ["-2+3", "+1 (x)", " =1", "\u00A0@SUM(1)", "\t-1", "-cmd", "-1.5", "+48123", "1-2", "a=b"];
    const items = texts.map((notes) => ({ product_id: 7, quantity: "1", uom: "kg", notes }));
    const it = await aHandoffReady(aLead(), { items });
    const rows = String((await it.export({ query: { format: "csv" } })).body).split("\r\n");
    const said = rows.flatMap((row) => /^formulation_item,\d+,notes,(.*)/.exec(row)?.[1] ?? []);
    expect(said.filter((each) => each.startsWith("'")).map((each) => each.slice(1))).toEqual(texts.slice(0, 6));
    expect(said.slice(6)).toEqual(texts.slice(6));
  });

  test("is closed to the Production Manager: recipes and costs are not the factory's before a handoff", async () => {
    const it = await aHandoffReady();
    expect((await it.as(colleague(it.who, "production_manager")).export()).status).toBe(403);
  });
});

/** The streams of a PDF, as they are once they are unpacked. */
const streamsIn = (pdf: Buffer): string =>
  [...pdf.toString("latin1").matchAll(/stream\n([\s\S]*?)\nendstream/g)]
    .map(([, bytes = ""]) => inflateSync(Buffer.from(bytes, "latin1")).toString("latin1"))
    .join("\n");

describe("the export as PDF", () => {
  test.each([
    ["by its format", { query: { format: "pdf" } }],
    ["by Accept", { headers: { accept: "application/pdf" } }],
  ])("is asked for %s", async (_, sent) => {
    const it = await aHandoffReady();
    const { status, headers, body } = await it.export(sent);
    expect([status, headers["content-type"]]).toEqual([200, "application/pdf"]);
    expect(headers["content-disposition"]).toBe(`attachment; filename="handoff-${it.projectId}.pdf"`);
    expect(body.subarray(0, 5).toString()).toBe("%PDF-");
  });

  test("prints 400 items over pages, and the same package is the same bytes", async () => {
    const it = await aHandoffReady(aLead(), { items: lines(400) });
    const { body } = await it.export({ query: { format: "pdf" } });
    expect(Number(/\/Count (\d+)/.exec(body.toString("latin1"))?.[1])).toBeGreaterThan(10);
    expect((await it.export({ query: { format: "pdf" } })).body.equals(body)).toBe(true);
  });

  test("embeds its font, so that every letter of Europe is itself, and can be copied as such", async () => {
    const items = [{ product_id: 7, product_name: "Świeża żółć, blåbær, Ελιά, Борщ", quantity: "0.1", uom: "kg" }];
    const it = await aHandoffReady(aLead(), { items });
    const { body } = await it.export({ query: { format: "pdf" } });
    expect(body.toString("latin1")).toContain("/FontFile2");
    for (const letter of "Śżółćåæλщ")
      expect(streamsIn(body)).toContain(`<${letter.charCodeAt(0).toString(16).padStart(4, "0")}>`);
  });

  test("prints a letter that the font lacks as its code point, and every space as one", () => {
    expect(printable("Żur 中\n\t🦄 \u0007")).toBe("Żur [U+4E2D] [U+1F984] [U+0007]");
  });

  test("breaks lines at spaces and after hyphens, and words that are too long", () => {
    expect(wrap("a71b5d36-fcc2 x", 9, (line) => line.length)).toEqual(["a71b5d36-", "fcc2 x"]);
    expect(wrap("1-2 at -5 of y", 5, (line) => line.length)).toEqual(["1-2", "at -5", "of y"]);
    expect(wrap("one two threefour", 5, (line) => line.length)).toEqual(["one", "two", "three", "four"]);
    expect(wrap("", 5, (line) => line.length)).toEqual([""]);
  });
});

test.each([
  [undefined, "json"],
  ["*/*", "json"],
  ["text/html,application/pdf;q=0.9", "pdf"],
  ["text/csv;q=0.2, application/pdf", "pdf"],
  ["application/json, application/pdf", "json"],
  ["application/pdf;q=0, text/csv", "csv"],
] as const)("Accept: %s asks for %s", (accept, format) => {
  expect(formatOf(accept)).toBe(format);
});
