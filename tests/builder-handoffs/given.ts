import { call, colleague, type Reply, someone, type Who } from "../support/call.ts";
import { resultsOf, specOf } from "./documents.ts";

const of = "/api/builder-handoffs/{handoffId}";
export const routesOf = {
  get: `GET ${of}`,
  submitSpec: `POST ${of}/spec`,
  getSpec: `GET ${of}/spec`,
  prompt: `GET ${of}/prompt`,
  answer: `POST ${of}/answers`,
  getAnswers: `GET ${of}/answers`,
  release: `POST ${of}/release`,
  submitResults: `POST ${of}/results`,
  getResults: `GET ${of}/results`,
  checklist: `GET ${of}/checklist`,
  baseline: `GET ${of}/baseline`,
  review: `POST ${of}/review`,
  getReview: `GET ${of}/review`,
  statement: `GET ${of}/statement`,
} as const;

export type Sent = { body?: unknown; headers?: Record<string, string>; query?: Record<string, string> };

/** A builder handoff and everything that can be asked of it, as one person. */
export const handoffOf = (who: Who, handoffId = "H-32") => {
  const ask =
    (route: string) =>
    (sent: Sent = {}) =>
      call(who, route, { params: { handoffId }, ...sent });
  const asks = Object.fromEntries(Object.entries(routesOf).map(([name, route]) => [name, ask(route)])) as {
    [name in keyof typeof routesOf]: (sent?: Sent) => Promise<Reply>;
  };
  return { ...asks, handoffId, as: (other: Who) => handoffOf(other, handoffId) };
};
export type HandoffUnderTest = ReturnType<typeof handoffOf>;

/** A tenant of its own with a builder and a reviewer. */
export const aTeam = () => {
  const builder = someone("builder");
  return { builder, reviewer: colleague(builder, "reviewer"), member: colleague(builder, "member") };
};
export type Team = ReturnType<typeof aTeam>;

export const done = (reply: Reply): Reply => {
  if (reply.status >= 300) throw new Error(`${reply.status} ${JSON.stringify(reply.body)}`);
  return reply;
};

export const aDraft = async ({ builder }: Team, id = "H-32"): Promise<HandoffUnderTest> => {
  const it = handoffOf(builder, id);
  done(await it.submitSpec({ body: { document: specOf(id) } }));
  return it;
};

/** A handoff whose results are in. @param document the results, if not the template filled in */
export const withResults = async (
  team: Team,
  id = "H-32",
  document: string = resultsOf(id),
  more: { predecessor?: string } = {},
): Promise<HandoffUnderTest> => {
  const it = await aDraft(team, id);
  done(await it.submitResults({ body: { document, ...more } }));
  return it;
};

export const validated = async (team: Team, id = "H-32", document?: string): Promise<HandoffUnderTest> => {
  const it = await withResults(team, id, document);
  done(await it.as(team.reviewer).review({ body: { verdict: "VALIDATED" } }));
  return it;
};

const question = (text: string) => ({ question: `${text}?`, expected_answer: `What the spec says of ${text}.` });

export const promptContract = {
  template: `# Agent prompt: [HANDOFF_ID]

Contract version: [CONTRACT_VERSION]

You build: [ONE_LINE_MISSION]

Answer these, then STOP and WAIT for the reviewer.

[QUESTION]
`,
  verification: Array.from({ length: 10 }, (_, at) => question(`Verification ${at + 1} of [HANDOFF_ID]`)),
  adversarial: Array.from({ length: 3 }, (_, at) => question(`Adversarial ${at + 1}`)),
};

export const answers = Array.from({ length: 13 }, (_, at) => `Answer ${at + 1}`);

export const aContract = async (
  { reviewer }: Team,
  version = "1.0.0",
  body: unknown = promptContract,
): Promise<void> => {
  done(await call(reviewer, "PUT /api/builder-prompt-contracts/{version}", { params: { version }, body }));
};

export const waveOf = (who: Who, waveId = "wave-1") => ({
  put: (body: unknown) => call(who, "PUT /api/builder-waves/{waveId}", { params: { waveId }, body }),
  get: () => call(who, "GET /api/builder-waves/{waveId}", { params: { waveId } }),
  close: () => call(who, "POST /api/builder-waves/{waveId}/close", { params: { waveId } }),
});
