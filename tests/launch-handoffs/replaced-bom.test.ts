import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { beforeTheNextWrite } from "../support/faults.ts";
import { bom } from "./given.ts";
import { aHandoffReady, aLead, aProduct, done, factory, refusal, updateOf } from "./given-handoff.ts";

const DAY = "2027-01-01";
type Period = { version: string; status: string; effective_from: string; effective_to: string | null };

/** The calendar of a product, as its reader sees it. */
const calendarOf = async (product: Awaited<ReturnType<typeof aProduct>>) =>
  ((await product.boms()).body.boms as Period[])
    .map(({ version, status, effective_from, effective_to }) => [version, status, effective_from, effective_to])
    .toSorted();

const replacing = (code: string, version: string, old: string) =>
  `BOM-${code}-v${version} replaces BOM-${code}-v${old} (v${old}), which begins on the same day, ${DAY}, and is phased out`;

/** A product made by v1.2, and two projects that update it from the same day on. */
const twoUpdates = async () => {
  const lead = aLead();
  const product = await aProduct(lead, [bom]);
  return {
    product,
    body: updateOf(product.productId, DAY),
    projects: [await aHandoffReady(lead), await aHandoffReady(lead)] as const,
  };
};

const AFTER_BOTH = [
  ["1.2", "active", "2024-06-01", "2026-12-31"],
  ["1.3", "phased_out", DAY, "2026-12-31"],
  ["1.4", "draft", DAY, null],
];

describe("two projects that update one product from the same day on", () => {
  test("one after the other get v1.3 and v1.4, and the later one says that it replaces the earlier", async () => {
    const {
      product,
      body,
      projects: [one, other],
    } = await twoUpdates();
    const first = done(await one.execute({ body }));
    expect(first.body).not.toHaveProperty("warnings");
    const sent = { body, headers: { "idempotency-key": "once" } };
    const second = done(await other.execute(sent));
    expect(second.body.warnings).toEqual([replacing(product.code, "1.4", "1.3")]);
    expect(await calendarOf(product)).toEqual(AFTER_BOTH);
    expect((await other.execute(sent)).body).toEqual(second.body);
    expect((await other.get()).body.handoff).toMatchObject(second.body);
  });

  test.each([1, 2, 3, 4, 5])("at once get v1.3 and v1.4, whoever is first (%i)", async () => {
    const { product, body, projects } = await twoUpdates();
    const answers = await Promise.all(projects.map((each) => each.execute({ body })));
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(answers.map((each) => each.body.created_records.bom_number).toSorted()).toEqual([
      `BOM-${product.code}-v1.3`,
      `BOM-${product.code}-v1.4`,
    ]);
    expect(answers.flatMap((each) => each.body.warnings ?? [])).toEqual([replacing(product.code, "1.4", "1.3")]);
    expect(await calendarOf(product)).toEqual(AFTER_BOTH);
  });

  test("get them also when one comes between the reading and the write of the other", async () => {
    const {
      product,
      body,
      projects: [one, other],
    } = await twoUpdates();
    beforeTheNextWrite(() => one.execute({ body }));
    expect((await other.execute({ body })).body.created_records.bom_number).toBe(`BOM-${product.code}-v1.4`);
    expect(await calendarOf(product)).toEqual(AFTER_BOTH);
  });

  test("hear so in the dry run and in the wizard before they do it", async () => {
    const {
      product,
      body,
      projects: [one, other],
    } = await twoUpdates();
    done(await one.execute({ body }));
    const dry = done(await other.execute({ body, query: { dry_run: "true" } })).body;
    expect(dry.warnings).toContain(replacing(product.code, "1.4", "1.3"));
    expect(dry.actions).toContainEqual({
      step: "update_product",
      action: `BOM-${product.code}-v1.3 phased out before it is ever effective`,
    });
    done(
      await other.putDraft({
        body: { product_action: "update", product_id: product.productId, bom_data: body.bom_data },
      }),
    );
    const { warnings, steps } = (await other.get()).body;
    expect(warnings).toContain(replacing(product.code, "1.4", "1.3"));
    expect(steps.bom.closes).toMatchObject([{ bom_number: `BOM-${product.code}-v1.3`, status: "phased_out" }]);
  });

  test("are suggested another day by the wizard, on which nothing is replaced", async () => {
    const {
      product,
      projects: [one, other],
    } = await twoUpdates();
    const today = new Date().toISOString().slice(0, 10);
    done(await one.execute({ body: updateOf(product.productId, today) }));
    const { steps, warnings } = (await other.get({ query: { product_id: product.productId } })).body;
    expect(steps.bom.effective_from > today).toBe(true);
    expect(warnings.join()).not.toContain("replaces");
  });
});

test("a BOM that was replaced can be sent again as it is read", async () => {
  const {
    product,
    body,
    projects: [one, other],
  } = await twoUpdates();
  const [first] = [done(await one.execute({ body })), done(await other.execute({ body }))];
  const { body: read } = await factory(one).getBom(first.body.created_records.bom_id);
  expect(read).toMatchObject({ status: "phased_out", effective_from: DAY, effective_to: "2026-12-31" });
  const { body: whole } = await product.get();
  expect((await product.put({ body: { ...whole, boms: [read] } })).status).toBe(200);
});

test("one that begins later, or ends, is not replaced: the first free day is told", async () => {
  const lead = aLead();
  const it = await aHandoffReady(lead);
  for (const [theirs, free] of [
    [{ effective_from: "2027-06-01" }, "2027-06-02"],
    [{ effective_from: DAY, effective_to: "2027-03-31" }, "2027-04-01"],
  ] as const) {
    const product = await aProduct(lead, [{ ...bom, ...theirs, bom_number: `BOM-${free}` }]);
    const answer = await it.execute({ body: updateOf(product.productId, DAY) });
    expect(answer).toMatchObject(refusal(409, "EFFECTIVE_RANGE_OVERLAP", "create_bom", 3));
    expect(answer.body.error).toContain(`the first free day is ${free}.`);
  }
});

test("whatever days four projects at once ask for, all that launch have versions of their own and no day has two BOMs", async () => {
  const days = ["2027-01-01", "2027-01-02", "2027-01-03"];
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...days), { minLength: 4, maxLength: 4 }), async (wanted) => {
      const lead = aLead();
      const product = await aProduct(lead, [bom]);
      const ready = await Promise.all(wanted.map(() => aHandoffReady(lead)));
      const answers = await Promise.all(
        ready.map((each, at) => each.execute({ body: updateOf(product.productId, wanted[at]) })),
      );
      for (const { status, body } of answers)
        if (status !== 201) expect(body.error_code).toBe("EFFECTIVE_RANGE_OVERLAP");
      const launched = answers.filter(({ status }) => status === 201);
      const numbers = launched.map((each) => each.body.created_records.bom_number);
      expect(new Set(numbers).size).toBe(launched.length);
      const calendar = await calendarOf(product);
      expect(calendar).toHaveLength(1 + launched.length);
      for (const day of days) {
        const live = calendar.filter(
          ([, status, from, to]) =>
            status !== "phased_out" && String(from) <= day && (to === null || String(to) >= day),
        );
        expect(live.length).toBe(1);
      }
    }),
    { seed: 7, numRuns: 4 },
  );
});
