import { describe, expect, test } from "vitest";
import { colleague } from "../support/call.ts";
import { beforeTheNextWrite, countRequests } from "../support/faults.ts";
import { allergens, costing, docs, formulation, gates, lines, project } from "./given.ts";
import { aHandoffReady, done, type HandoffUnderTest, request } from "./given-handoff.ts";

/** A handoff that is ready, and beside its own formulation an approved one. */
const aHandoff = async (): Promise<HandoffUnderTest> => {
  const it = await aHandoffReady();
  done(await it.project.formulation("20").putFormulation({ body: { ...formulation, formulation_number: "v1.0" } }));
  return it;
};

const records = {
  project: ({ project: it }: HandoffUnderTest) => it.put({ body: { ...project, project_name: "Another" } }),
  "a new formulation": ({ project: it }: HandoffUnderTest) =>
    it.formulation("22").putFormulation({ body: formulation }),
  "a formulation that is there": ({ project: it }: HandoffUnderTest) =>
    it.formulation("20").putFormulation({ body: { ...formulation, items: lines(2) } }),
  "the lock of a formulation": ({ project: it }: HandoffUnderTest) => it.formulation("20").lock(),
  "a draft of the wizard": (it: HandoffUnderTest) => it.putDraft({ body: { step: 2 } }),
  "the gate checklist": ({ project: it }: HandoffUnderTest) => it.putGates({ body: gates }),
  "the costing": ({ project: it }: HandoffUnderTest) => it.putCosting({ body: costing }),
  "the documents": ({ project: it }: HandoffUnderTest) => it.putDocs({ body: docs }),
  "the allergens": ({ project: it }: HandoffUnderTest) => it.putAllergens({ body: allergens }),
};

const seen = async ({ project: it, get }: HandoffUnderTest) => ({
  project: await it.get(),
  formulations: (await it.listFormulations()).body,
  wizard: (await get()).body.draft,
  parts: await Promise.all([it.getGates(), it.getCosting(), it.getDocs(), it.getAllergens()]),
});

describe("a launched project takes no more", () => {
  test.each(Object.entries(records))("%s", async (_, write) => {
    const it = await aHandoff();
    done(await it.execute({ body: request() }));
    const before = await seen(it);
    expect(await write(it)).toMatchObject({ status: 409, body: { error_code: "ALREADY_LAUNCHED" } });
    expect(await seen(it)).toEqual(before);
  });

  test.each(Object.entries(records))("%s, also where it is launched before that is written", async (_, write) => {
    const it = await aHandoff();
    let launched: unknown;
    beforeTheNextWrite(async () => {
      done(await it.as(colleague(it.who, "npd_lead")).execute({ body: request() }));
      launched = await seen(it);
    });
    expect(await write(it)).toMatchObject({ status: 409, body: { error_code: "ALREADY_LAUNCHED" } });
    expect(await seen(it)).toEqual(launched);
  });

  test("but answers a request that is repeated as it did before", async () => {
    const it = await aHandoff();
    const sent = { body: formulation, headers: { "idempotency-key": "once" } };
    const first = await it.project.formulation("22").putFormulation(sent);
    done(await it.execute({ body: request() }));
    expect(await it.project.formulation("22").putFormulation(sent)).toMatchObject({
      status: 201,
      body: first.body,
      headers: { "idempotency-replayed": "true" },
    });
  });
});

describe("a project that changes otherwise", () => {
  test.each(["a new formulation", "the lock of a formulation", "a draft of the wizard"] as const)(
    "does not stop %s, which is decided again on what is there",
    async (what) => {
      const it = await aHandoff();
      beforeTheNextWrite(async () => done(await it.project.putGates({ body: gates })));
      done(await records[what](it));
    },
  );

  test("is read beside its formulation: two reads and one transaction", async () => {
    const it = await aHandoff();
    const requests = countRequests();
    done(await records["a new formulation"](it));
    expect([...requests.values()]).toEqual([2, 1]);
  });
});
