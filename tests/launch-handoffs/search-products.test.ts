import { describe, expect, test } from "vitest";
import { someone } from "../support/call.ts";
import { factoryOf, product } from "./given.ts";

const manager = () => factoryOf(someone("production_manager"));

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
