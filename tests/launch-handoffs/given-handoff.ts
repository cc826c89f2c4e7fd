import { randomUUID } from "node:crypto";
import { call, colleague, type Reply, someone, type Who } from "../support/call.ts";
import { aProjectReady, done, factoryOf, lines, product, type ProjectUnderTest, projectOf, routing } from "./given.ts";

type Sent = { body?: unknown; headers?: Record<string, string>; query?: Record<string, string> };

const H = "/api/npd/projects/{projectId}/handoff";

/** The handoff of a project and everything that can be asked of it, as one person. */
export const handoffOf = (who: Who, projectId: string) => {
  const ask =
    (route: string) =>
    (sent: Sent = {}): Promise<Reply> =>
      call(who, route, { params: { projectId }, ...sent });
  return {
    who,
    projectId,
    as: (other: Who) => handoffOf(other, projectId),
    get: ask(`GET ${H}`),
    putDraft: ask(`PUT ${H}`),
    getValidation: ask(`GET ${H}/validate`),
    validate: ask(`POST ${H}/validate`),
    execute: ask(`POST ${H}/execute`),
    events: ask(`GET ${H}/events`),
    export: ask(`GET ${H}/export`),
  };
};
export type HandoffUnderTest = ReturnType<typeof handoffOf> & { project: ProjectUnderTest; lead: Who };

export const aLead = (): Who => someone("npd_lead");

/** A project ready for its handoff, its number and so its product, BOM and work order its own. */
export const aHandoffReady = async (
  lead: Who = aLead(),
  {
    items = lines(15),
    number = `NPD-${randomUUID().slice(0, 8)}`,
  }: { items?: readonly object[]; number?: string } = {},
): Promise<HandoffUnderTest> => {
  const admin = colleague(lead, "admin");
  const project = (await aProjectReady(admin, { items, number })).as(admin);
  return { ...handoffOf(lead, project.projectId), project, lead };
};

/** What the wizard sends for a new product with a pilot work order. */
export const request = (code = `PROD-${randomUUID().slice(0, 8)}`) => ({
  product_action: "create",
  product_data: {
    product_code: code,
    product_name: "Premium Burger",
    product_type: "Finished Good",
    description: "Second recipe, with less salt",
    uom: "kg",
  },
  bom_data: { effective_from: "2027-01-01" },
  create_pilot_wo: true,
  pilot_wo_data: { quantity: 100, scheduled_date: "2027-01-08" },
  formulation_id: 21,
});

/** The same for a product that is there. */
export const updateOf = (product_id: string, effective_from = "2027-01-01") => ({
  ...request(),
  product_action: "update",
  product_data: undefined,
  product_id,
  bom_data: { effective_from },
});

/** A product of the tenant that can be updated, with the BOMs given. */
export const aProduct = async (who: Who, boms: readonly object[] = [], code = `PROD-${randomUUID().slice(0, 8)}`) => {
  const it = factoryOf(colleague(who, "admin")).product();
  done(await it.put({ body: { ...product, product_code: code, boms } }));
  return { ...it, code };
};

/** How a launch is refused. */
export const refusal = (status: number, error_code: string, step_failed: string, return_to_step: number) => ({
  status,
  body: { success: false, error_code, step_failed, return_to_step, rollback_completed: true },
});

export const factory = (it: HandoffUnderTest) => factoryOf(colleague(it.who, "admin"));

export const eventsOf = async (
  it: HandoffUnderTest,
): Promise<{ event_type: string; payload: Record<string, unknown> }[]> => (await it.events()).body.events;

/** Everything that a launch with a routing writes, and what it is sent as. */
export const aRoutedHandoff = async () => {
  const it = await aHandoffReady();
  const route = factory(it).routing();
  done(await route.put({ body: routing }));
  const sent = request();
  return { it, route, body: { ...sent, pilot_wo_data: { ...sent.pilot_wo_data, routing_id: route.routingId } } };
};

export { done, projectOf };
