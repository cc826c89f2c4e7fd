import { hash } from "node:crypto";
import canonicalize from "canonicalize";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { itemParts, itemsIn, pieces } from "../../shared/launch-handoffs/stored.ts";
import { colleague, someone } from "../support/call.ts";
import { countRequests, loseAnswers } from "../support/faults.ts";
import { formulation, lines, project, projectOf } from "./given.ts";

const lead = someone("npd_lead");

const aProject = async (id?: string) => {
  const it = projectOf(lead, id);
  await it.put({ body: project });
  return it;
};

describe("PUT /api/npd/projects/{projectId}/formulations/{formulationId}", () => {
  test("makes a formulation with 201, and writes it anew with 200", async () => {
    const it = await aProject("7");
    const first = await it.putFormulation({ body: formulation });
    expect(first).toMatchObject({ status: 201, headers: { etag: '"1"' } });
    expect(first.body).toEqual({
      ...formulation,
      id: 21,
      npd_project_id: 7,
      effective_from: null,
      effective_to: null,
      parent_formulation_id: null,
      item_count: 15,
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      created_at: expect.any(String),
      updated_at: expect.any(String),
    });
    const fewer = await it.putFormulation({ body: { ...formulation, items: lines(2) } });
    expect(fewer).toMatchObject({ status: 200, headers: { etag: '"2"' }, body: { items: lines(2), item_count: 2 } });
    expect((await it.getFormulation()).body).toEqual(fewer.body);
  });

  test("takes back what GET answered", async () => {
    const it = await aProject();
    const { body } = await it.putFormulation({ body: formulation });
    const again = await it.putFormulation({ body });
    expect(again).toMatchObject({ status: 200, body: { digest: body.digest, items: body.items } });
  });

  test.each([1, 2, 1_999, 2_000])("keeps %d items in their order, and reads them in one request", async (count) => {
    const it = await aProject();
    const items = lines(count).map((line) => ({ ...line, notes: `Sifted twice, then rested: ${"n".repeat(150)}` }));
    expect((await it.putFormulation({ body: { ...formulation, items } })).status).toBe(201);
    const requests = countRequests();
    expect((await it.getFormulation()).body.items).toEqual(items);
    expect([...requests]).toEqual([["QueryCommand", 1]]);
  });

  test("goes from many items to few and back, and forgets none", async () => {
    const it = await aProject();
    const items = lines(2_000).map((line) => ({ ...line, notes: "n".repeat(200) }));
    for (const body of [items, lines(1), items]) {
      await it.putFormulation({ body: { ...formulation, items: body } });
      expect((await it.getFormulation()).body.items).toEqual(body);
    }
  });

  test("takes the same ingredient on three lines", async () => {
    const it = await aProject();
    const [line] = lines(1);
    const items = ["10", "0.5", 2].map((quantity, id) => ({ ...line, id: id + 1, quantity }));
    expect((await it.putFormulation({ body: { ...formulation, items } })).body.items).toEqual(items);
  });

  test.each([0.1, "0.1", "0.10", 0.0001, 99_999_999_999.9999, "99999999999.9999", 1e3])(
    "keeps the quantity %j as it was sent",
    async (quantity) => {
      const it = await aProject();
      const [line] = lines(1);
      await it.putFormulation({ body: { ...formulation, items: [{ ...line, quantity }] } });
      expect((await it.getFormulation()).body.items).toEqual([{ ...line, quantity }]);
    },
  );

  test.each([
    ["a quantity of 0", { quantity: 0 }, "quantity"],
    ["a quantity below 0", { quantity: "-1" }, "quantity"],
    ["0.1 + 0.2 as a computer adds it", { quantity: 0.1 + 0.2 }, "quantity"],
    ["a fifth decimal", { quantity: "1.00001" }, "quantity"],
    ["twelve digits before the point", { quantity: 1e11 }, "quantity"],
    ["a text that is no number", { quantity: "a lot" }, "quantity"],
    ["an exponent in a text", { quantity: "1e3" }, "quantity"],
    ["a third decimal of a percentage", { percentage: "6.255" }, "percentage"],
    ["an empty unit", { uom: "" }, "uom"],
    ["no product", { product_id: undefined }, "product_id"],
    ["a field that is not known", { colour: "red" }, "colour"],
  ])("refuses %s, at its pointer", async (_, wrong, field) => {
    const items = [...lines(1), { ...lines(1)[0], ...wrong }];
    const answer = await (await aProject()).putFormulation({ body: { ...formulation, items } });
    expect(answer).toMatchObject({
      status: 400,
      body: { error_code: "INVALID_REQUEST", errors: [{ pointer: `/items/1/${field}` }] },
    });
  });

  test.each([
    ["2,001 items", { items: lines(2_001) }, "/items"],
    ["an approved one without items", { items: [] }, "/items"],
    ["an end before its beginning", { effective_from: "2025-01-01", effective_to: "2024-12-31" }, "/effective_to"],
    ["a date that does not exist", { effective_from: "2025-02-29" }, "/effective_from"],
    ["another formulation's id", { id: 22 }, "/id"],
    ["another project's id", { npd_project_id: 22 }, "/npd_project_id"],
    ["a status that is none", { status: "launched" }, "/status"],
    ["an amount of nothing", { total_qty: 0 }, "/total_qty"],
  ])("refuses %s, at its pointer", async (_, wrong, pointer) => {
    const answer = await (await aProject()).putFormulation({ body: { ...formulation, ...wrong } });
    expect(answer).toMatchObject({ status: 400, body: { error_code: "INVALID_REQUEST", errors: [{ pointer }] } });
  });

  test("takes a draft without items, which is written from day to day", async () => {
    const body = { ...formulation, status: "draft", items: [] };
    expect((await (await aProject()).putFormulation({ body })).status).toBe(201);
  });

  test("does not know a formulation of a project that nobody has made, nor another tenant's", async () => {
    expect((await projectOf(lead).putFormulation({ body: formulation })).status).toBe(404);
    const it = await aProject();
    await it.putFormulation({ body: formulation });
    const stranger = it.as(someone("npd_lead"));
    for (const ask of [stranger.putFormulation, stranger.lock, stranger.getFormulation, stranger.listFormulations])
      expect((await ask({ body: ask === stranger.putFormulation ? formulation : {} })).status).toBe(404);
  });

  test("says with its digest what it says, whatever its status and times are", async () => {
    const it = await aProject();
    const { body } = await it.putFormulation({ body: formulation });
    const { status: _s, created_at: _c, updated_at: _u, item_count: _i, digest, ...said } = body;
    expect(digest).toBe(hash("sha256", canonicalize(said) ?? ""));
    expect((await it.lock()).body.digest).toBe(digest);
    const other = await it.formulation("22").putFormulation({ body: { ...formulation, uom: "g" } });
    expect(other.body.digest).not.toBe(digest);
  });

  test("an answer that gets lost after the commit changes nothing for the caller", async () => {
    const it = await aProject();
    loseAnswers(1);
    expect((await it.putFormulation({ body: formulation })).status).toBe(201);
    expect((await it.getFormulation()).headers.etag).toBe('"1"');
  });

  test("ten writers at once are ten revs, and a reader never sees a part", async () => {
    const it = await aProject();
    const sizes = [1, 2_000, 3, 1_500, 5, 900, 7, 8, 1_900, 10];
    const withNotes = (count: number) =>
      lines(count).map((line) => ({ ...line, notes: `${count} ${"n".repeat(200)}` }));
    const puts = sizes.map((count) => it.putFormulation({ body: { ...formulation, items: withNotes(count) } }));
    const reads = Array.from({ length: 20 }, () => it.getFormulation());
    const answers = await Promise.all(puts);
    expect(new Set(answers.map(({ headers }) => headers.etag)).size).toBe(sizes.length);
    for (const { status, body } of await Promise.all(reads)) {
      if (status === 404) continue;
      expect(body.items).toEqual(withNotes(body.item_count));
    }
  });
});

describe("GET /api/npd/projects/{projectId}/formulations", () => {
  test("lists the formulations of the project without their items, and no other project's", async () => {
    const it = await aProject();
    await it.formulation("1").putFormulation({ body: formulation });
    await it.formulation("2").putFormulation({ body: { ...formulation, formulation_number: "v3.0", status: "draft" } });
    await it.formulation("1").lock();
    await projectOf(lead, `${it.projectId}-2`).put({ body: project });
    await projectOf(lead, `${it.projectId}-2`).putFormulation({ body: formulation });
    const { body } = await it.listFormulations();
    expect(body.formulations).toMatchObject([
      { id: 1, status: "locked", item_count: 15 },
      { id: 2, status: "draft", formulation_number: "v3.0" },
    ]);
    expect(body.formulations[0]).not.toHaveProperty("items");
    expect((await it.formulation("1").getFormulation()).body).toMatchObject(body.formulations[0]);
  });
});

describe("POST /api/npd/projects/{projectId}/formulations/{formulationId}/lock", () => {
  test("locks an approved formulation for good", async () => {
    const it = await aProject();
    await it.putFormulation({ body: formulation });
    expect(await it.lock()).toMatchObject({ status: 200, headers: { etag: '"2"' }, body: { status: "locked" } });
    for (const answer of [await it.lock(), await it.putFormulation({ body: formulation })])
      expect(answer).toMatchObject({ status: 409, body: { error_code: "FORMULATION_LOCKED" } });
    expect((await it.getFormulation()).headers.etag).toBe('"2"');
  });

  test("takes a formulation that comes locked, and does not change it", async () => {
    const it = await aProject();
    expect((await it.putFormulation({ body: { ...formulation, status: "locked" } })).status).toBe(201);
    expect((await it.putFormulation({ body: { ...formulation, status: "draft" } })).status).toBe(409);
  });

  test("refuses a draft", async () => {
    const it = await aProject();
    await it.putFormulation({ body: { ...formulation, status: "draft" } });
    expect(await it.lock()).toMatchObject({ status: 409, body: { error_code: "FORMULATION_NOT_APPROVED" } });
  });

  test("answers a request that arrives twice as it did the first time", async () => {
    const it = await aProject();
    await it.putFormulation({ body: formulation });
    const once = { body: {}, headers: { "content-type": "application/json", "idempotency-key": "lock-1" } };
    const first = await it.lock(once);
    const second = await it.lock(once);
    expect(second).toMatchObject({ status: 200, headers: { "idempotency-replayed": "true" }, body: first.body });
    expect((await it.as(colleague(lead, "r_and_d")).lock(once)).status).toBe(409);
  });
});

describe("a long list in a few items", () => {
  const text = fc.string({ maxLength: 60, unit: "binary" });

  test("comes back as it went in, in no more pieces than it needs, each small enough", () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 200 }), fc.integer({ min: 400, max: 1_000 }), (list, most) => {
        const packed = pieces(list, most);
        expect(packed.flat()).toEqual(list);
        for (const piece of packed) expect(Buffer.byteLength(JSON.stringify(piece))).toBeLessThanOrEqual(most + 1);
        for (const [at, piece] of packed.entries()) {
          const next = packed[at + 1]?.[0];
          if (next === undefined) continue;
          expect(Buffer.byteLength(JSON.stringify([...piece, next]))).toBeGreaterThan(most);
        }
      }),
    );
  });

  test("drops the pieces that a shorter list needs no more", () => {
    const long = itemParts(Array.from({ length: 4_000 }, () => "x".repeat(200)));
    expect(Object.keys(long)).toEqual(["ITEMS-000", "ITEMS-001", "ITEMS-002"]);
    expect(itemParts(["y"], { ...long, OTHER: [] })).toEqual({
      "ITEMS-000": ["y"],
      "ITEMS-001": null,
      "ITEMS-002": null,
    });
    expect(itemsIn(long)).toHaveLength(4_000);
  });
});
