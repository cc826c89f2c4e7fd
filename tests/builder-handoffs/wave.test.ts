import { describe, expect, test } from "vitest";
import { call, someone } from "../support/call.ts";
import { beforeTheNextWrite } from "../support/faults.ts";
import { resultsOf } from "./documents.ts";
import { aTeam, done, handoffOf, validated, waveOf, withResults } from "./given.ts";

const refusal = (status: number, error_code: string) => ({ status, body: { error_code } });

/** Results of an integration handoff, with notes on what it did. */
const integrationNotes = [
  "| Duty | Evidence |\n|---|---|\n| Entrypoint | PKG-BUDGETER-001 is wired into main.py |",
  "### Package lifecycle\n\nPKG-OLD-001 is superseded, without failures.",
  "- E2E smoke test: ran on the integrated system, 14 passed, 0 failed.",
];
const integrationResults = (notes: string[]) =>
  resultsOf("H-40").replace("- The budget file is read once a session.", notes.join("\n\n"));

describe("POST /api/builder-waves/{waveId}/close", () => {
  test("a wave of five with one PARTIAL cannot close, and says which; once it is VALIDATED it closes", async () => {
    const team = aTeam();
    const ids = ["H-1", "H-2", "H-3", "H-4", "H-5"];
    const wave = waveOf(team.reviewer);
    expect(await wave.put({ title: "Wave 1", members: ids })).toMatchObject({
      status: 201,
      body: { wave_id: "wave-1", state: "open", closed: null },
    });
    for (const id of ids.slice(0, 4)) await validated(team, id);
    const last = await withResults(team, "H-5", resultsOf("H-5", { status: "PARTIAL" }));
    const refused = await wave.close();
    expect(refused).toMatchObject({ ...refusal(409, "WAVE_NOT_VALIDATED"), body: { errors: [{ parameter: "H-5" }] } });
    expect(refused.body.detail).toContain("H-5 is results_in with status PARTIAL");
    done(await last.submitResults({ body: { document: resultsOf("H-5") } }));
    done(await last.as(team.reviewer).review({ body: { verdict: "VALIDATED" } }));
    expect(await wave.close()).toMatchObject({
      status: 201,
      body: { state: "closed", closed: { by: team.reviewer.sub } },
    });
    expect((await wave.get()).body).toMatchObject({
      state: "closed",
      members: ids.map((handoff_id) => ({ handoff_id, state: "VALIDATED" })),
    });
  });

  test("a member that nobody drafted keeps it open, and so does what a member depends on", async () => {
    const team = aTeam();
    await validated(team, "H-2");
    const wave = waveOf(team.reviewer);
    done(await wave.put({ members: [{ handoff_id: "H-2", depends_on: ["H-1"] }] }));
    expect((await wave.close()).body.errors).toEqual([{ parameter: "H-1", detail: "It has not been drafted" }]);
    await validated(team, "H-1");
    expect((await wave.close()).status).toBe(201);
  });

  test("a member that is reopened at that very moment keeps it open", async () => {
    const team = aTeam();
    const it = await validated(team, "H-1");
    const wave = waveOf(team.reviewer);
    done(await wave.put({ members: ["H-1"] }));
    beforeTheNextWrite(() => it.submitResults({ body: { document: resultsOf("H-1") } }));
    expect(await wave.close()).toMatchObject(refusal(409, "WAVE_NOT_VALIDATED"));
    expect((await wave.get()).body.state).toBe("open");
  });

  test("closes once, and its plan stays; only its integration handoff can still be named", async () => {
    const team = aTeam();
    await validated(team, "H-1");
    const wave = waveOf(team.reviewer);
    const plan = { members: ["H-1"], final: true };
    done(await wave.put(plan));
    done(await wave.close());
    expect(await wave.close()).toMatchObject(refusal(409, "WAVE_CLOSED"));
    expect(await wave.put({ ...plan, members: ["H-1", "H-2"] })).toMatchObject(refusal(409, "WAVE_CLOSED"));
    expect((await wave.put({ ...plan, integration: "H-40" })).status).toBe(200);
  });

  test("a builder and another tenant close nothing", async () => {
    const team = aTeam();
    done(await waveOf(team.reviewer).put({ members: ["H-1"] }));
    expect(await waveOf(team.builder).close()).toMatchObject(refusal(403, "FORBIDDEN"));
    expect(await waveOf(someone("owner")).close()).toMatchObject(refusal(404, "NOT_FOUND"));
  });
});

describe("GET /api/builder-waves/{waveId}", () => {
  const finalWave = async () => {
    const team = aTeam();
    await validated(team, "H-1");
    const wave = waveOf(team.reviewer);
    done(await wave.put({ members: ["H-1"], final: true, system_change: true, integration: "H-40" }));
    expect((await wave.close()).body).toMatchObject({ state: "closed", integration: { status: "not_integrated" } });
    const integration = async () => (await wave.get()).body.integration;
    return { team, integration };
  };

  test("a final wave without its integration handoff stays not integrated, closed or not", async () => {
    const { team, integration } = await finalWave();
    expect(await integration()).toMatchObject({ status: "not_integrated", handoff_id: "H-40" });
    const it = await withResults(team, "H-40", integrationResults(integrationNotes));
    expect(await integration()).toMatchObject({ status: "not_integrated" });
    done(await it.as(team.reviewer).review({ body: { verdict: "VALIDATED" } }));
    expect(await integration()).toMatchObject({
      status: "integrated",
      duties: Array.from({ length: 4 }, () => ({ shown: true })),
    });
  });

  test.each([0, 1, 2])("an integration handoff that does not show duty %i integrates nothing", async (at) => {
    const { team, integration } = await finalWave();
    await validated(team, "H-40", integrationResults(integrationNotes.filter((_, each) => each !== at)));
    const { status, duties } = await integration();
    expect(status).toBe("not_integrated");
    expect(duties.map(({ shown }: { shown: boolean }) => shown)).toEqual([0, 1, 2, 3].map((each) => each !== at));
  });

  test("a wave that changes no system needs no integration", async () => {
    const { reviewer } = aTeam();
    done(await waveOf(reviewer).put({ members: ["H-1"] }));
    expect((await waveOf(reviewer).get()).body).toMatchObject({
      state: "open",
      integration: { status: "not_required" },
      members: [{ state: null }],
    });
  });
});

describe("PUT /api/builder-waves/{waveId}", () => {
  const put = (body: unknown) => waveOf(aTeam().builder).put(body);

  test("names a dependency cycle", async () => {
    const members = [
      { handoff_id: "H-1", depends_on: ["H-2"] },
      { handoff_id: "H-2", depends_on: ["H-3"] },
      { handoff_id: "H-3", depends_on: ["H-1"] },
    ];
    const answer = await put({ members });
    expect(answer).toMatchObject(refusal(422, "DEPENDENCY_CYCLE"));
    expect(answer.body.detail).toContain("H-1 → H-2 → H-3 → H-1");
    expect((await put({ members: [{ handoff_id: "H-1", depends_on: ["H-1"] }] })).body.detail).toContain("H-1 → H-1");
  });

  test("names a dependency cycle across waves, as long as they are open", async () => {
    const team = aTeam();
    const wave = (number: number) => waveOf(team.reviewer, `wave-${number}`);
    const member = (handoff_id: string, ...depends_on: string[]) => ({ handoff_id, depends_on });
    done(await wave(1).put({ members: [member("H-1", "H-2")] }));
    done(await wave(2).put({ members: [member("H-2", "H-3")] }));
    const answer = await wave(3).put({ members: [member("H-3", "H-1")] });
    expect(answer).toMatchObject(refusal(422, "DEPENDENCY_CYCLE"));
    expect(answer.body.detail).toContain("H-1 → H-2 → H-3 → H-1");
    done(await wave(3).put({ members: [member("H-3")] }));
    expect((await wave(3).put({ members: [member("H-4", "H-1")] })).status).toBe(200);
  });

  test.each([
    ["no members", { members: [] }],
    ["a member twice", { members: ["H-1", "H-2", "H-1"] }],
    ["51 members", { members: Array.from({ length: 51 }, (_, at) => `H-${at + 1}`) }],
    ["what is no handoff id", { members: ["wave"] }],
  ])("refuses %s", async (_, body) => {
    expect(await put(body)).toMatchObject(refusal(400, "INVALID_REQUEST"));
  });

  test("waits for 90 handoffs at most, members and what they depend on", async () => {
    const waitingFor = (count: number) => {
      const others = Array.from({ length: count - 2 }, (_, at) => `H-${at + 3}`);
      return [
        { handoff_id: "H-1", depends_on: others.slice(0, 50) },
        { handoff_id: "H-2", depends_on: others.slice(50) },
      ];
    };
    done(await put({ members: waitingFor(90) }));
    const answer = await put({ members: waitingFor(91) });
    expect(answer).toMatchObject({ ...refusal(400, "INVALID_REQUEST"), body: { errors: [{ pointer: "/members" }] } });
    expect(answer.body.detail).toContain("are 91 handoffs; a wave waits for at most 90");
  });

  test("refuses a member as the integration handoff, which is a separate one", async () => {
    const answer = await put({ members: ["H-1", "H-2"], final: true, integration: "H-2" });
    expect(answer).toMatchObject({
      ...refusal(400, "INVALID_REQUEST"),
      body: { errors: [{ pointer: "/integration" }] },
    });
    expect(answer.body.detail).toContain("a separate handoff");
  });

  test("plans anew while it is open, at the version that was read", async () => {
    const team = aTeam();
    const wave = waveOf(team.builder);
    done(await wave.put({ members: ["H-1"] }));
    expect((await wave.put({ members: ["H-1", "H-2"] })).status).toBe(200);
    const stale = { params: { waveId: "wave-1" }, headers: { "if-match": '"1"' }, body: { members: ["H-3"] } };
    expect(await call(team.builder, "PUT /api/builder-waves/{waveId}", stale)).toMatchObject(
      refusal(412, "PRECONDITION_FAILED"),
    );
    expect((await call(team.member, "GET /api/builder-waves")).body.waves).toMatchObject([
      { wave_id: "wave-1", handoffs: ["H-1", "H-2"] },
    ]);
    expect(await handoffOf(team.builder, "H-1").get()).toMatchObject(refusal(404, "NOT_FOUND"));
  });
});
