import { resultsOf, specOf } from "../../builder-handoffs/documents.ts";
import * as builder from "../../builder-handoffs/given.ts";
import { type Given, type More, none, type Tenant } from "./example.ts";

type Team = builder.Team;
/** What one example is about: builders name handoffs, contracts and waves themselves. */
type Named = { handoffId: string; version: string; waveId: string };
type Prepare = (team: Team, named: Named) => Promise<unknown>;
const made = new WeakMap<Tenant, number>();
const ofBuilder =
  (prepare: Prepare, more: (id: string) => More = () => ({}), as: "builder" | "reviewer" = "builder"): Given =>
  async (tenant) => {
    const n = (made.get(tenant) ?? 0) + 1;
    made.set(tenant, n);
    const named = { handoffId: `H-${n}`, version: `1.${n}.0`, waveId: `wave-${n}` };
    const team = { builder: tenant("builder"), reviewer: tenant("reviewer"), member: tenant("member") };
    await prepare(team, named);
    return { who: team[as], params: named, ...more(named.handoffId) };
  };
const contract: Prepare = (team, { version }) => builder.aContract(team, version);
const drafted: Prepare = (team, { handoffId }) => builder.aDraft(team, handoffId);
const asked: Prepare = async (team, named) => {
  await contract(team, named);
  await drafted(team, named);
};
const answered: Prepare = async (team, named) => {
  await asked(team, named);
  const it = builder.handoffOf(team.builder, named.handoffId);
  builder.done(await it.answer({ body: { answers: builder.answers } }));
};
const released: Prepare = async (team, named) => {
  await answered(team, named);
  builder.done(await builder.handoffOf(team.reviewer, named.handoffId).release({ body: {} }));
};
const withResults: Prepare = async (team, named) => {
  await released(team, named);
  const it = builder.handoffOf(team.builder, named.handoffId);
  builder.done(await it.submitResults({ body: { document: resultsOf(named.handoffId) } }));
};
const validated: Prepare = async (team, named) => {
  await withResults(team, named);
  const it = builder.handoffOf(team.reviewer, named.handoffId);
  builder.done(await it.review({ body: { verdict: "VALIDATED" } }));
};
/** The separate handoff that integrates the wave of one: its follow-up. */
const integrationOf = (handoffId: string) => `${handoffId}A`;
const inWave: Prepare = async (team, named) => {
  await validated(team, named);
  const integration = integrationOf(named.handoffId);
  await builder.validated(team, integration);
  builder.done(await builder.waveOf(team.reviewer, named.waveId).put({ members: [named.handoffId], integration }));
};

const B = "/api/builder-handoffs/{handoffId}";
export const ofBuilders: Record<string, Given> = {
  "POST /api/builder-handoffs/check": ofBuilder(none, (id) => ({ body: { kind: "spec", document: specOf(id) } })),
  "GET /api/builder-handoffs": ofBuilder(drafted),
  [`GET ${B}`]: ofBuilder(drafted),
  [`POST ${B}/spec`]: ofBuilder(none, (id) => ({ body: { document: specOf(id) } })),
  [`GET ${B}/spec`]: ofBuilder(drafted),
  [`GET ${B}/prompt`]: ofBuilder(answered),
  [`POST ${B}/answers`]: ofBuilder(asked, () => ({ body: { answers: builder.answers } })),
  [`GET ${B}/answers`]: ofBuilder(answered),
  [`POST ${B}/release`]: ofBuilder(answered, () => ({ body: {} }), "reviewer"),
  [`POST ${B}/results`]: ofBuilder(released, (id) => ({ body: { document: resultsOf(id) } })),
  [`GET ${B}/results`]: ofBuilder(withResults),
  [`GET ${B}/checklist`]: ofBuilder(withResults),
  [`GET ${B}/baseline`]: ofBuilder(validated),
  [`POST ${B}/review`]: ofBuilder(withResults, () => ({ body: { verdict: "VALIDATED" } }), "reviewer"),
  [`GET ${B}/review`]: ofBuilder(validated),
  [`GET ${B}/statement`]: ofBuilder(validated),
  "GET /api/builder-waves": ofBuilder(inWave),
  "GET /api/builder-waves/{waveId}": ofBuilder(inWave),
  "PUT /api/builder-waves/{waveId}": ofBuilder(inWave, (id) => ({
    body: { title: "Second", members: [id], integration: integrationOf(id) },
  })),
  "POST /api/builder-waves/{waveId}/close": ofBuilder(inWave, () => ({ body: {} }), "reviewer"),
  "GET /api/builder-prompt-contracts": ofBuilder(contract),
  "GET /api/builder-prompt-contracts/{version}": ofBuilder(contract, () => ({}), "reviewer"),
  "PUT /api/builder-prompt-contracts/{version}": ofBuilder(none, () => ({ body: builder.promptContract }), "reviewer"),
};
