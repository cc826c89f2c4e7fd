import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { basename, join } from "node:path";
import { json } from "node:stream/consumers";
import { describe, expect, onTestFinished, test } from "vitest";
import { submit } from "../../cli/submit.ts";
import { call } from "../support/call.ts";
import { resultsOf, specOf } from "./documents.ts";
import { aContract, answers, aTeam, done, handoffOf, type Team } from "./given.ts";
import { aFolder, asked, write } from "./tree.ts";

/** The routes of a handoff over HTTP, for one builder. `lost` answers do their work, and the line breaks. */
const aServer = async ({ builder }: Team, { lost = 0 } = {}) => {
  const posts: string[] = [];
  let left = lost;
  const take = async (request: IncomingMessage, response: ServerResponse) => {
    const { pathname, searchParams } = new URL(request.url ?? "", "http://localhost");
    const [, handoffId = "", kind] = /^\/api\/builder-handoffs\/([^/]+)(\/\w+)?$/.exec(pathname) ?? [];
    const { method = "", headers } = request;
    const reply = await call(builder, `${method} /api/builder-handoffs/{handoffId}${kind ?? ""}`, {
      params: { handoffId },
      query: Object.fromEntries(searchParams),
      ...(method === "POST" && {
        headers: { "idempotency-key": headers["idempotency-key"] as string },
        body: await json(request),
      }),
    });
    if (method === "POST") posts.push(basename(pathname));
    if (method === "POST" && left-- > 0) return response.destroy();
    return response.writeHead(reply.status, { "content-type": "application/json" }).end(JSON.stringify(reply.body));
  };
  const server = createServer((request, response) => void take(request, response)).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, posts };
};

const aHandoffFolder = (documents: { spec?: string; results?: string } = {}) => {
  const folder = join(aFolder(), "H-32");
  const { spec = specOf("H-32"), results = resultsOf("H-32") } = documents;
  write(folder, "H-32_BUILDER_HANDOFF.md", spec);
  write(folder, "H-32_RESULTS.md", results);
  return folder;
};

const submitted = (folder: string, url: string, ...more: string[]) =>
  asked(submit, [folder, "--url", url, "--token", "t", ...more]);

describe("baton submit", () => {
  test("sends the spec, then the results, and says what state the handoff is in", async () => {
    const team = aTeam();
    const { url, posts } = await aServer(team);
    const folder = aHandoffFolder();
    const { code, out, err } = await submitted(folder, url);
    expect([code, err]).toEqual([0, ""]);
    const told = ["H-32_BUILDER_HANDOFF.md: version 1, pass", "H-32_RESULTS.md: version 1, pass", "H-32 is results_in"];
    expect(
      out
        .split("\n")
        .slice(-4, -1)
        .map((line) => basename(line)),
    ).toEqual(told);
    expect(posts).toEqual(["spec", "results"]);
  });

  test("sends nothing that is there already, and what was changed alone", async () => {
    const team = aTeam();
    const { url, posts } = await aServer(team);
    const folder = aHandoffFolder();
    await submitted(folder, url);
    expect(await submitted(folder, url)).toMatchObject({
      code: 0,
      out: expect.stringMatching(/(.*as it was submitted already\n){2}H-32 is results_in/),
    });
    write(folder, "H-32_RESULTS.md", resultsOf("H-32", { total: 830 }));
    await submitted(folder, url);
    write(folder, "H-32_RESULTS.md", resultsOf("H-32"));
    await submitted(folder, url, "--predecessor", "H-30");
    await submitted(folder, url, "--predecessor", "H-29");
    expect(posts).toEqual(["spec", "results", "results", "results", "results"]);
    expect((await handoffOf(team.builder).get()).body.results).toMatchObject({ version: 4, predecessor: "H-29" });
  });

  test("sends the results again for a new spec", async () => {
    const team = aTeam();
    const { url, posts } = await aServer(team);
    const folder = aHandoffFolder();
    await submitted(folder, url);
    write(folder, "H-32_BUILDER_HANDOFF.md", specOf("H-32").replace("Token", "New"));
    expect((await submitted(folder, url)).out).toMatch(/H-32 is results_in\n$/);
    expect(posts).toEqual(["spec", "results", "spec", "results"]);
  });

  test("makes one version of what has to be sent twice, because the answer was lost", async () => {
    const team = aTeam();
    const { url, posts } = await aServer(team, { lost: 1 });
    expect(await submitted(aHandoffFolder(), url)).toMatchObject({ code: 0, err: "" });
    expect(posts).toEqual(["spec", "spec", "results"]);
    expect((await handoffOf(team.builder).get()).body.spec.version).toBe(1);
  });

  test("prints what was found, and succeeds: what fails is sealed too", async () => {
    const { url } = await aServer(aTeam());
    const folder = aHandoffFolder({ results: resultsOf("H-32", { status: "PARTIAL" }) });
    const { code, out } = await submitted(folder, url);
    expect(code).toBe(0);
    expect(out).toMatch(/RESULTS\.md: version 1, fail\n.*RESULTS\.md\n +3 {2}blocker {2}results\.status\.partial/);
  });

  test("fails with the reason when results are refused; the spec stays sent", async () => {
    const team = aTeam();
    const { url } = await aServer(team);
    const folder = aHandoffFolder();
    await aContract(team);
    done(await handoffOf(team.builder).submitSpec({ body: { document: specOf("H-32") } }));
    done(await handoffOf(team.builder).answer({ body: { answers } }));
    expect(await submitted(folder, url)).toMatchObject({
      code: 1,
      out: expect.stringContaining("already"),
      err: expect.stringMatching(/^baton: H-32 was refused: 409 The questions of this handoff are answered/),
    });
  });

  test.each([
    ["two folders", ["H-1", "H-2"]],
    ["an unknown flag", ["--no-such"]],
    ["a folder that is no handoff's", ["docs"]],
    ["a folder without documents", ["/no/such/H-1"]],
  ])("answers %s with 2 and its usage", async (_, args) => {
    expect(await asked(submit, args)).toMatchObject({ code: 2, err: expect.stringContaining("usage: baton submit") });
  });

  test("says so when there is no token", async () => {
    expect(await asked(submit, [aHandoffFolder()])).toMatchObject({
      code: 1,
      err: expect.stringContaining("no token"),
    });
  });
});
