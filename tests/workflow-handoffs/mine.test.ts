import { describe, expect, test } from "vitest";
import { aHandoff, aTeam, list } from "./given.ts";

describe("GET /api/workflow-handoffs?mine=", () => {
  test("lists what somebody may receive by name, by role, as a human or as anybody, and what they sent", async () => {
    const { developer, qa, human } = aTeam();
    const toQa = await aHandoff(developer, undefined, { recipient: "qa" });
    const toHuman = await aHandoff(developer, undefined, { recipient: "human" });
    const toAnybody = await aHandoff(qa);
    const of = async (who: typeof qa, mine: string) =>
      (await list(who, { mine })).body.handoffs.map(({ id }: { id: string }) => id);
    expect(await of(qa, "received")).toEqual([toQa.id]);
    expect(await of(human, "received")).toEqual([toAnybody.id, toHuman.id]);
    expect(await of(developer, "sent")).toEqual([toHuman.id, toQa.id]);
    expect((await list(qa, { mine: "all" })).status).toBe(400);
  });
});
