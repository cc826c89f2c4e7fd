import { describe, expect, test } from "vitest";
import { colleague } from "../support/call.ts";
import { beforeTheNextWrite } from "../support/faults.ts";
import { bom } from "./given.ts";
import { aHandoffReady, aLead, aProduct, done, eventsOf, refusal, request } from "./given-handoff.ts";

describe("a number that the platform gives", () => {
  test.each(["before the reading", "between the reading and the write"])(
    "and that is taken %s gives way to the next one that is free",
    async (when) => {
      const it = await aHandoffReady();
      const sent = request();
      const usual = `BOM-${sent.product_data.product_code}-v1.0`;
      const take = () =>
        aProduct(
          it.who,
          [usual.toLowerCase(), `${usual}-2`].map((bom_number, at) => ({
            ...{ ...bom, bom_number, version: `1.${at}` },
            ...{ effective_from: `202${at}-01-01`, effective_to: `202${at}-12-31` },
          })),
        );
      if (when.startsWith("before")) await take();
      else beforeTheNextWrite(take);
      const { body } = done(await it.execute({ body: sent }));
      expect(body.created_records.bom_number).toBe(`${usual}-3`);
      expect(await eventsOf(it)).toHaveLength(2);
    },
  );

  test("is the work order's own of each of three projects that share a number, at once", async () => {
    const lead = aLead();
    const number = "NPD-001";
    const all = [
      await aHandoffReady(lead, { number }),
      await aHandoffReady(lead, { number }),
      await aHandoffReady(lead, { number }),
    ];
    const answers = await Promise.all(all.map((each) => each.execute({ body: request() })));
    expect(answers.map(({ body }) => body.created_records?.pilot_wo_number).sort()).toEqual([
      "WO-PILOT-NPD-001",
      "WO-PILOT-NPD-001-2",
      "WO-PILOT-NPD-001-3",
    ]);
  });

  test("is what the wizard proposes and the dry run tells, and the wizard says why", async () => {
    const lead = aLead();
    const [one, it] = [await aHandoffReady(lead, { number: "NPD-7" }), await aHandoffReady(lead, { number: "NPD-7" })];
    done(await one.execute({ body: request() }));
    await aProduct(lead, [{ ...bom, bom_number: "BOM-PROD-NPD-7-v1.0" }]);
    const { steps, summary, problem } = (await it.get()).body;
    expect(problem).toBeNull();
    expect(steps.bom).toMatchObject({
      bom_number: "BOM-PROD-NPD-7-v1.0-2",
      bom_number_message: "BOM number BOM-PROD-NPD-7-v1.0 already exists, so the next free one is proposed",
    });
    expect(steps.pilot_wo).toMatchObject({
      wo_number: "WO-PILOT-NPD-7-2",
      wo_number_message: "Work order number WO-PILOT-NPD-7 already exists, so the next free one is proposed",
    });
    expect(summary.pilot_wo).toContain("WO-PILOT-NPD-7-2");
    const dry = await it.execute({ body: request("PROD-NPD-7"), query: { dry_run: "true" } });
    expect(dry.body.summary.bom_creation).toContain("BOM-PROD-NPD-7-v1.0-2");
    const { body } = done(await it.execute({ body: request("PROD-NPD-7") }));
    expect(body.created_records).toMatchObject({
      bom_number: "BOM-PROD-NPD-7-v1.0-2",
      pilot_wo_number: "WO-PILOT-NPD-7-2",
    });
    const after = (await it.get()).body.steps;
    expect([after.bom.bom_number_message, after.pilot_wo.wo_number_message]).toEqual([null, null]);
  });
});

describe("a BOM number that the user gives", () => {
  const taken = async () => {
    const it = await aHandoffReady();
    await aProduct(it.who, [{ ...bom, bom_number: "BOM-A" }]);
    return { it, body: { ...request(), bom_data: { effective_from: "2027-01-01", bom_number: "bom-a" } } };
  };

  test.each(["true", "false"])(
    "is refused when it is taken (dry_run=%s): nobody else chooses for them",
    async (dry_run) => {
      const { it, body } = await taken();
      expect(await it.execute({ body, query: { dry_run } })).toMatchObject(
        refusal(409, "DUPLICATE_BOM_NUMBER", "create_bom", 6),
      );
    },
  );

  test("and that is taken is told of by the wizard", async () => {
    const { it, body } = await taken();
    done(await it.putDraft({ body: { bom_data: body.bom_data } }));
    expect((await it.get()).body).toMatchObject({
      problem: { error_code: "DUPLICATE_BOM_NUMBER" },
      steps: { bom: { bom_number: "bom-a", bom_number_message: "BOM number bom-a already exists" } },
    });
  });
});

test("a product without a version left is no place for a BOM", async () => {
  const it = await aHandoffReady();
  const product = await aProduct(colleague(it.who, "admin"), [{ ...bom, version: "999999.999999" }]);
  const { product_data: _none, ...sent } = request();
  const body = { ...sent, product_action: "update", product_id: product.productId };
  expect(await it.execute({ body })).toMatchObject(refusal(409, "VALIDATION_FAILED", "create_bom", 2));
});
