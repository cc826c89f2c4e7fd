import { describe, expect, test } from "vitest";
import { formulation } from "./given.ts";
import { aHandoffReady, done, type HandoffUnderTest, request } from "./given-handoff.ts";

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const today = inDays(0);

/** What the dry run of a request and the wizard with the same draft warn of. */
const warningsOf = async (it: HandoffUnderTest, body: ReturnType<typeof request>) => {
  done(await it.putDraft({ body }));
  const dry = done(await it.execute({ body, query: { dry_run: "true" } })).body;
  return { dry, wizard: done(await it.get()).body };
};

describe("a newer formulation than the locked one that is chosen", () => {
  test.each([
    ["draft", []],
    ["approved", ["Formulation v3.0 is newer and not locked"]],
    ["locked", ["Formulation v3.0 is newer"]],
  ])("that is %s is warned of by validation, wizard and dry run alike: %j", async (status, expected) => {
    const it = await aHandoffReady();
    const newer = { ...formulation, formulation_number: "v3.0", status };
    done(await it.project.formulation("22").putFormulation({ body: newer }));
    const body = { ...request(), bom_data: { effective_from: today } };
    const { dry, wizard } = await warningsOf(it, body);
    expect(dry.warnings).toEqual(expected);
    expect(wizard.warnings).toEqual(expected);
    expect(wizard.summary.formulation_lock).toBe("Formulation v2.0 locked (immutable)");
    for (const ask of [it.getValidation, it.validate]) {
      const { validation } = (await ask({ query: { formulation_id: "21" } })).body;
      const check = validation.checks.find(({ name }: { name: string }) => name === "formulation_locked");
      expect(check).toMatchObject({
        status: expected.length > 0 ? "warning" : "pass",
        message: expected[0] ?? null,
      });
      expect(validation.can_handoff).toBe(true);
    }
  });

  test("does not stop the execution, with the token of the validation that warned", async () => {
    const it = await aHandoffReady();
    const newer = { ...formulation, formulation_number: "v3.0" };
    done(await it.project.formulation("22").putFormulation({ body: newer }));
    const { validation_token } = (await it.getValidation({ query: { formulation_id: "21" } })).body;
    expect((await it.execute({ body: { ...request(), validation_token } })).status).toBe(201);
  });
});

test.each([
  [-1, [`Pilot WO scheduled for ${inDays(-1)}, which is past`]],
  [0, []],
])("a pilot work order %i days from today is worth %j", async (days, expected) => {
  const it = await aHandoffReady();
  const body = {
    ...request(),
    bom_data: { effective_from: inDays(-1) },
    pilot_wo_data: { quantity: 1, scheduled_date: inDays(days) },
  };
  const { dry, wizard } = await warningsOf(it, body);
  expect(dry.warnings).toEqual(expected);
  expect(wizard.warnings).toEqual(expected);
});
