import { describe, expect, test } from "vitest";
import { isFor } from "../../shared/workflow-handoffs/receiver.ts";
import { colleague } from "../support/call.ts";
import { accepts, aHandoff, aTeam, list, readyForQa, submit } from "./given.ts";

const person = (id: string, ...roles: string[]) => ({ id, roles });

describe("a recipient", () => {
  test.each([
    ["qa", "a role's name means the role", person("a", "agent", "qa"), person("qa", "agent")],
    ["reviewer", "also a role of the platform", person("a", "reviewer"), person("reviewer", "agent")],
    ["emil", "any other word is a sub", person("emil"), person("a", "emil")],
    ["sub:qa", "`sub:` names a person or agent", person("qa", "agent"), person("a", "agent", "qa")],
    ["role:emil", "`role:` names a role", person("a", "emil"), person("emil")],
    ["human", "any human", person("a", "member"), person("human", "agent")],
    ["sub:role:x", "a sub may look like a role", person("role:x"), person("a", "x")],
  ])("%s: %s, and nobody else", (recipient, _, right, wrong) => {
    expect([right, wrong].map((by) => isFor({ recipient, sender: "s" }, by))).toEqual([true, false]);
  });

  test("takes the handoff by the address that was written", async () => {
    const { developer, qa } = aTeam();
    const namesake = colleague(developer, "agent", qa.sub);
    const it = await aHandoff(developer, readyForQa, { recipient: qa.sub });
    expect((await it.receive(namesake, { body: accepts })).body).toMatchObject({ error_code: "NOT_RECIPIENT" });
    expect((await it.receive(qa, { body: accepts })).status).toBe(201);
  });

  test("is found by either way to write it", async () => {
    const { developer } = aTeam();
    const { id } = await aHandoff(developer, readyForQa, { recipient: "qa" });
    for (const recipient of ["qa", "role:qa"])
      expect((await list(developer, { recipient })).body.handoffs).toMatchObject([{ id }]);
    expect((await list(developer, { recipient: "sub:qa" })).body.handoffs).toEqual([]);
  });

  test("is nobody without a name, and not the sender by another spelling", async () => {
    const { developer } = aTeam();
    for (const recipient of ["role:", "sub:", "role: qa", `sub:${developer.sub}`])
      expect(await submit(developer, { fields: readyForQa, recipient })).toMatchObject({
        status: 400,
        body: { errors: [{ pointer: "/recipient" }] },
      });
  });
});
