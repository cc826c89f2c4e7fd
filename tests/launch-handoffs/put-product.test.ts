import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { someone } from "../support/call.ts";
import { beforeTheNextWrite, countRequests } from "../support/faults.ts";
import { bom, factoryOf, product, routing } from "./given.ts";

const manager = () => factoryOf(someone("production_manager"));

describe("PUT /api/products/{productId}", () => {
  test("makes a product with 201, and writes it anew with 200", async () => {
    const it = manager().product();
    const first = await it.put({ body: product });
    expect(first).toMatchObject({ status: 201, headers: { etag: '"1"' } });
    expect(first.body).toEqual({
      ...product,
      id: it.productId,
      source: null,
      npd_project_id: null,
      created_at: expect.any(String),
      created_by: expect.any(String),
      updated_at: expect.any(String),
    });
    expect((await it.put({ body: { ...first.body, product_name: "Burger" } })).status).toBe(200);
    expect((await it.get()).body.product_name).toBe("Burger");
  });

  test("refuses a code that another product has, in whatever case", async () => {
    const factory = manager();
    await factory.product().put({ body: product });
    const other = factory.product();
    const answer = await other.put({ body: { ...product, product_code: "prod-001" } });
    expect(answer).toMatchObject({
      status: 409,
      body: {
        error_code: "DUPLICATE_PRODUCT_CODE",
        detail: "Product code prod-001 already exists. Please choose different code.",
        errors: [{ pointer: "/product_code" }],
      },
    });
    expect((await other.get()).status).toBe(404);
    expect((await manager().product().put({ body: product })).status, "another tenant's").toBe(201);
  });

  test("changes the code of a product, whose old one is free from then on", async () => {
    const factory = manager();
    const [one, other] = [factory.product(), factory.product()];
    await one.put({ body: product });
    expect((await one.put({ body: { ...product, product_code: "prod-001" } })).body.product_code).toBe("prod-001");
    expect((await one.put({ body: { ...product, product_code: "PROD-002" } })).status).toBe(200);
    expect((await other.put({ body: { ...product, product_code: "Prod-001" } })).status).toBe(201);
    expect((await one.put({ body: product })).body.error_code).toBe("DUPLICATE_PRODUCT_CODE");
    await other.put({ body: { ...product, product_code: "PROD-003" } });
    expect((await one.put({ body: product })).status).toBe(200);
    const { body } = await factory.searchProducts();
    expect(body.products.map(({ product_code }: { product_code: string }) => product_code)).toEqual([
      "PROD-001",
      "PROD-003",
    ]);
  });

  test("of ten products that want one code at once, one has it", async () => {
    const factory = manager();
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, at) =>
        factory.product().put({ body: { ...product, product_code: at % 2 ? "PROD-X" : "prod-x" } }),
      ),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ body }) => body.error_code === "DUPLICATE_PRODUCT_CODE")).toHaveLength(9);
  });

  test("refuses a code that somebody takes between the reading and the write", async () => {
    const factory = manager();
    beforeTheNextWrite(() => factory.product().put({ body: product }));
    expect((await factory.product().put({ body: product })).body.error_code).toBe("DUPLICATE_PRODUCT_CODE");
  });

  test("keeps the status where it is left out; a new product is a draft", async () => {
    const it = manager().product();
    const { status: _status, ...rest } = product;
    expect((await it.put({ body: rest })).body.status).toBe("draft");
    await it.put({ body: product });
    expect((await it.put({ body: rest })).body.status).toBe("active");
  });

  test.each([
    ["a code with a space", { product_code: "PROD 001" }, "/product_code"],
    ["a code of 51 characters", { product_code: "P".repeat(51) }, "/product_code"],
    ["no name", { product_name: undefined }, "/product_name"],
    ["a status that is none", { status: "launched" }, "/status"],
    ["another product's id", { id: randomUUID() }, "/id"],
    ["a field that is not known", { colour: "red" }, "/colour"],
  ])("refuses %s, at its pointer", async (_, wrong, pointer) => {
    const answer = await manager()
      .product()
      .put({ body: { ...product, ...wrong } });
    expect(answer).toMatchObject({ status: 400, body: { error_code: "INVALID_REQUEST", errors: [{ pointer }] } });
  });

  test("If-Match holds it to the version that was read", async () => {
    const it = manager().product();
    await it.put({ body: product });
    await it.put({ body: product });
    expect((await it.put({ body: product, headers: { "if-match": '"1"' } })).status).toBe(412);
  });

  test("is written in two round trips", async () => {
    const it = manager().product();
    const requests = countRequests();
    await it.put({ body: product });
    expect([...requests]).toEqual([
      ["QueryCommand", 2],
      ["TransactWriteItemsCommand", 1],
    ]);
  });
});

describe("the BOMs that a product brings along", () => {
  test("are answered with their items, and in the product's calendar", async () => {
    const factory = manager();
    const it = factory.product();
    const earlier = { ...bom, bom_number: "BOM-PROD-001-v1.1", version: "1.1", effective_from: "2024-01-01" };
    await it.put({ body: { ...product, boms: [bom, { ...earlier, effective_to: "2024-05-31" }] } });
    const { body } = await it.boms();
    expect(body.boms).toMatchObject([
      { bom_number: "BOM-PROD-001-v1.1", effective_from: "2024-01-01", effective_to: "2024-05-31" },
      { bom_number: "BOM-PROD-001-v1.2", effective_from: "2024-06-01", effective_to: null },
    ]);
    const found = await factory.getBom(body.boms[1].id);
    expect(found.body).toEqual({
      ...bom,
      id: body.boms[1].id,
      product_id: it.productId,
      effective_to: null,
      source: null,
      npd_formulation_id: null,
      allergens: null,
      items: bom.items.map((item) => ({ ...item, item_type: "input" })),
      created_at: expect.any(String),
      created_by: expect.any(String),
    });
    expect((await factory.as(someone("owner")).getBom(body.boms[1].id)).status).toBe(404);
  });

  test("may be sent again, with the product or without, and as GET answered them", async () => {
    const factory = manager();
    const it = factory.product();
    await it.put({ body: { ...product, boms: [bom] } });
    expect((await it.put({ body: { ...product, boms: [bom] } })).status).toBe(200);
    expect((await it.put({ body: product })).status).toBe(200);
    const { body } = await it.boms();
    const whole = (await factory.getBom(body.boms[0].id)).body;
    expect((await it.put({ body: { ...product, boms: [whole] } })).status).toBe(200);
    expect((await it.boms()).body).toEqual(body);
  });

  test("do not change: another content under the same number is refused, and nothing of the product is written", async () => {
    const factory = manager();
    const it = factory.product();
    await it.put({ body: { ...product, boms: [bom] } });
    const wrong = { ...product, product_name: "Renamed", boms: [{ ...bom, total_qty: 50 }] };
    const refused = {
      status: 409,
      body: { error_code: "DUPLICATE_BOM_NUMBER", errors: [{ pointer: "/boms/0/bom_number" }] },
    };
    expect(await it.put({ body: wrong })).toMatchObject(refused);
    expect((await it.get()).body.product_name).toBe(product.product_name);
    const other = factory.product();
    const body = { ...product, product_code: "PROD-002", boms: [{ ...bom, bom_number: bom.bom_number.toLowerCase() }] };
    expect(await other.put({ body })).toMatchObject(refused);
    expect((await other.get()).status).toBe(404);
  });

  test("are not effective on one day, but for those that are phased out", async () => {
    const next = { ...bom, bom_number: "BOM-PROD-001-v1.3", version: "1.3", effective_from: "2024-07-01" };
    const put = (boms: unknown[]) =>
      manager()
        .product()
        .put({ body: { ...product, boms } });
    expect(await put([bom, next])).toMatchObject({
      status: 409,
      body: { error_code: "EFFECTIVE_RANGE_OVERLAP", errors: [{ pointer: "/boms/1/effective_from" }] },
    });
    expect((await put([next, { ...bom, effective_to: "2024-07-01" }])).status).toBe(409);
    expect((await put([next, { ...bom, effective_to: "2024-06-30" }])).status).toBe(201);
    expect((await put([{ ...bom, status: "phased_out" }, next])).status).toBe(201);
  });

  test.each([
    ["an end before its beginning", { effective_to: "2024-05-31" }, "/boms/0/effective_to", 400],
    ["a version that is no pair", { version: "1" }, "/boms/0/version", 400],
    ["no items", { items: [] }, "/boms/0/items", 400],
    ["another product's BOM", { product_id: randomUUID() }, "/boms/0/product_id", 400],
  ])("refuses %s, at its pointer", async (_, wrong, pointer, status) => {
    const answer = await manager()
      .product()
      .put({ body: { ...product, boms: [{ ...bom, ...wrong }] } });
    expect(answer).toMatchObject({ status, body: { errors: [{ pointer }] } });
  });

  test("have each a number and a version of their own, and no product that is its own ingredient", async () => {
    const it = manager().product();
    const put = async (...boms: object[]) => (await it.put({ body: { ...product, boms } })).body;
    const later = { ...bom, bom_number: "B-2", effective_from: "2025-01-01" };
    const closed = { ...bom, effective_to: "2024-12-31" };
    expect((await put(closed, { ...later, bom_number: bom.bom_number, version: "1.3" })).error_code).toBe(
      "INVALID_REQUEST",
    );
    expect((await put(closed, later)).error_code).toBe("DUPLICATE_BOM_NUMBER");
    const items = [...bom.items, { ...bom.items[0], product_id: it.productId.toUpperCase() }];
    expect(await put({ ...bom, items })).toMatchObject({
      error_code: "CIRCULAR_BOM",
      errors: [{ pointer: "/boms/0/items/3/product_id" }],
    });
  });

  test.each([1, 86, 101, 2_000])("have %d items, written whole", async (count) => {
    const factory = manager();
    const it = factory.product();
    const items = Array.from({ length: count }, (_, at) => ({
      ...{ product_id: at + 1, quantity: "0.1", uom: "kg", item_type: "input" },
      notes: "n".repeat(300),
    }));
    await it.put({ body: { ...product, boms: [{ ...bom, items }] } });
    const { body } = await it.boms();
    expect((await factory.getBom(body.boms[0].id)).body.items).toEqual(items);
  });
});

describe("GET /api/products", () => {
  test("finds active products by a part of code or name, whatever its case", async () => {
    const factory = manager();
    const add = (product_code: string, product_name: string, status = "active") =>
      factory.product().put({ body: { ...product, product_code, product_name, status } });
    await add("PROD-002", "Veggie Burger");
    await add("burger-01", "Patty");
    await add("PROD-001", "Premium Beef BURGER");
    await add("PROD-003", "Bürger Bun");
    await add("PROD-004", "Old burger", "discontinued");
    const codes = async (query: Record<string, string>) =>
      (await factory.searchProducts({ query })).body.products.map(
        (each: { product_code: string }) => each.product_code,
      );
    expect(await codes({ search: "Burger" })).toEqual(["burger-01", "PROD-001", "PROD-002"]);
    expect(await codes({ search: "prod-00" })).toEqual(["PROD-001", "PROD-002", "PROD-003"]);
    expect(await codes({ search: "BÜRGER" })).toEqual(["PROD-003"]);
    expect(await codes({ search: "bürger".normalize("NFD") })).toEqual(["PROD-003"]);
    expect(await codes({ search: "burger", status: "discontinued" })).toEqual(["PROD-004"]);
    expect(await codes({ status: "all" })).toHaveLength(5);
    expect(await codes({ search: "nothing of the kind" })).toEqual([]);
    expect((await manager().searchProducts()).body.products).toEqual([]);
  });

  test("lists page by page by code, each once, whatever is left out between", async () => {
    const factory = manager();
    const made = Array.from({ length: 9 }, (_, at) => `P-${at}`);
    for (const product_code of [...made].reverse())
      await factory.product().put({ body: { ...product, product_code, status: "draft" } });
    await factory.product().put({ body: { ...product, product_code: "P-4x" } });
    const seen: string[] = [];
    let query: Record<string, string> | undefined = { status: "draft", limit: "2" };
    while (query) {
      const { body, headers } = await factory.searchProducts({ query });
      seen.push(...body.products.map((each: { product_code: string }) => each.product_code));
      const search: string | undefined = /\?([^>]*)>; rel="next"/.exec(headers.link ?? "")?.[1];
      query = search ? Object.fromEntries(new URLSearchParams(search)) : undefined;
    }
    expect(seen).toEqual(made);
  });

  test.each([
    { status: "none" },
    { limit: "0" },
    { cursor: "!" },
    { cursor: "A" },
    { cursor: "AAAA" },
    { cursor: Buffer.from("garbage").toString("base64url") },
    { cursor: "garbage" },
    { colour: "red" },
  ])("refuses %j", async (query) => {
    const answer = await manager().searchProducts({ query });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ parameter: Object.keys(query)[0] }] } });
  });
});

describe("PUT /api/routings/{routingId}", () => {
  test("makes a routing with 201, writes it anew with 200, and lists it", async () => {
    const factory = manager();
    const it = factory.routing();
    expect(await it.put({ body: routing })).toMatchObject({ status: 201, headers: { etag: '"1"' }, body: routing });
    expect((await it.put({ body: { ...(await it.get()).body, is_active: false } })).status).toBe(200);
    await factory.routing().put({ body: { code: "LINE-2", name: "Line 2" } });
    const codes = async (query = {}) =>
      (await factory.listRoutings({ query })).body.routings.map((each: { code: string }) => each.code);
    expect(await codes()).toEqual(["ROUTING-TRIAL-001", "LINE-2"]);
    expect(await codes({ is_active: "true" })).toEqual(["LINE-2"]);
    expect(await codes({ is_active: "false" })).toEqual(["ROUTING-TRIAL-001"]);
  });

  test.each([
    ["no code", { code: undefined }, "/code"],
    ["another routing's id", { id: randomUUID() }, "/id"],
    ["a yes that is a text", { is_active: "yes" }, "/is_active"],
  ])("refuses %s", async (_, wrong, pointer) => {
    const answer = await manager()
      .routing()
      .put({ body: { ...routing, ...wrong } });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer }] } });
  });
});
