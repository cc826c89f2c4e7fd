import { createHash, randomBytes } from "node:crypto";
import { createRemoteJWKSet, jwtVerify } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { authorizationCodes, challengeOf } from "../../local/issuer/authorization-codes.ts";
import { signInPage } from "../../local/issuer/sign-in-page.ts";
import { startStack, type RunningStack } from "../../local/stack.ts";
import { fixtureAssembly } from "./fixture/assembly.ts";

let stack: RunningStack;
let issuer: string;
let client: string;
beforeAll(async () => {
  stack = await startStack({ port: 0, data: ":memory:", assembly: fixtureAssembly(), samples: "none" });
  issuer = `${stack.url}/oidc`;
  client = stack.model.userPoolClients[0]?.id ?? "";
});
afterAll(() => stack.stop());

const back = "http://localhost:5173/callback";
const verifier = randomBytes(32).toString("base64url");
const challenge = createHash("sha256").update(verifier).digest("base64url");
const request = (changes: Record<string, string | undefined> = {}) => {
  const parameters = {
    response_type: "code",
    client_id: client,
    redirect_uri: back,
    state: "s-1",
    nonce: "n-1",
    scope: "openid",
    code_challenge: challenge,
    code_challenge_method: "S256",
    ...changes,
  };
  return new URLSearchParams(Object.entries(parameters).filter((entry): entry is [string, string] => !!entry[1]));
};
const token = async (form: Record<string, string>): Promise<Record<string, unknown>> => {
  const response = await fetch(`${issuer}/token`, { method: "POST", body: new URLSearchParams(form) });
  return { status: response.status, ...((await response.json()) as Record<string, unknown>) };
};
const ask = (parameters: URLSearchParams) =>
  fetch(`${issuer}/authorize?${parameters.toString()}`, { redirect: "manual" });
const signIn = async (): Promise<URLSearchParams> => {
  const body = request();
  for (const [name, value] of Object.entries({ sub: "ada", tenant_id: "t-1", roles: "owner admin" }))
    body.set(name, value);
  const response = await fetch(`${issuer}/authorize`, { method: "POST", body, redirect: "manual" });
  return new URL(response.headers.get("location") ?? "").searchParams;
};
const exchange = async (changes: Record<string, string> = {}) =>
  token({
    grant_type: "authorization_code",
    code: (await signIn()).get("code") ?? "",
    client_id: client,
    redirect_uri: back,
    code_verifier: verifier,
    ...changes,
  });
const claimsOf = async (jwt: unknown) => {
  const discovery = (await (await fetch(`${issuer}/.well-known/openid-configuration`)).json()) as { jwks_uri: string };
  const keys = createRemoteJWKSet(new URL(discovery.jwks_uri));
  return (await jwtVerify(String(jwt), keys, { issuer, audience: client })).payload;
};

describe("client credentials", () => {
  const form = { grant_type: "client_credentials", tenant_id: "t-1", sub: "ada", roles: "owner  admin" };

  test("give a token for whoever the form names", async () => {
    const answer = await token(form);
    expect(answer).toMatchObject({ status: 200, token_type: "Bearer", expires_in: 3600 });
    expect(await claimsOf(answer.access_token)).toMatchObject({
      sub: "ada",
      tenant_id: "t-1",
      roles: ["owner", "admin"],
      client_id: client,
      jti: expect.any(String),
    });
  });

  test.each([
    ["without a subject", { sub: "" }, 400, "invalid_request"],
    ["for a client that is not there", { client_id: "nobody" }, 401, "invalid_client"],
    ["by another grant", { grant_type: "password" }, 400, "unsupported_grant_type"],
  ])("are refused %s", async (_, changes, status, error) => {
    expect(await token({ ...form, ...changes })).toMatchObject({ status, error });
  });
});

describe("code and PKCE", () => {
  test("sign a chosen person in, with their state and nonce handed back", async () => {
    const page = await ask(request());
    expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect((await signIn()).get("state")).toBe("s-1");
    const answer = await exchange();
    expect(await claimsOf(answer.access_token)).toMatchObject({ sub: "ada", roles: ["owner", "admin"] });
    expect(await claimsOf(answer.id_token)).toMatchObject({ sub: "ada", nonce: "n-1" });
    const userinfo = await fetch(`${issuer}/userinfo`, {
      headers: { authorization: `Bearer ${String(answer.access_token)}` },
    });
    expect(await userinfo.json()).toEqual({ sub: "ada", tenant_id: "t-1", roles: ["owner", "admin"] });
  });

  test("a code is good once", async () => {
    const code = (await signIn()).get("code") ?? "";
    expect(await exchange({ code })).toMatchObject({ status: 200 });
    expect(await exchange({ code })).toMatchObject({ status: 400, error: "invalid_grant" });
  });

  test.each([
    ["no verifier", { code_verifier: "" }, "invalid_request"],
    ["another verifier", { code_verifier: "x".repeat(43) }, "invalid_grant"],
    ["another redirect_uri", { redirect_uri: "http://localhost:5173/other" }, "invalid_grant"],
    ["another client", { client_id: "nobody" }, "invalid_grant"],
    ["a code that was never given", { code: "made-up" }, "invalid_grant"],
  ])("an exchange with %s is refused", async (_, changes, error) => {
    expect(await exchange(changes)).toMatchObject({ status: 400, error });
  });

  test("a code tried with the wrong verifier is spent", async () => {
    const code = (await signIn()).get("code") ?? "";
    await exchange({ code, code_verifier: "x".repeat(43) });
    expect(await exchange({ code })).toMatchObject({ error: "invalid_grant" });
  });

  test("a code is good for a minute", () => {
    let now = 0;
    const codes = authorizationCodes(() => now);
    const person = { sub: "ada", tenant_id: "t", roles: [] };
    const grant = {
      person,
      clientId: "c",
      redirectUri: back,
      challenge: challengeOf("v"),
      scope: "",
      nonce: undefined,
    };
    const code = codes.issue(grant);
    now = 60_001;
    expect(codes.redeem({ code, clientId: "c", redirectUri: back, verifier: "v" })).toBeUndefined();
  });

  test.each([
    ["a missing challenge", { code_challenge: undefined }, "invalid_request"],
    ["a plain challenge", { code_challenge_method: "plain" }, "invalid_request"],
    ["the implicit flow", { response_type: "token" }, "unsupported_response_type"],
    ["a sign-in without a page", { prompt: "none" }, "login_required"],
  ])("%s is refused at the client's own address", async (_, changes, error) => {
    const to = new URL((await ask(request(changes))).headers.get("location") ?? "");
    expect([to.origin, to.searchParams.get("error"), to.searchParams.get("state")]).toEqual([
      "http://localhost:5173",
      error,
      "s-1",
    ]);
  });

  test.each([
    ["an unknown client", { client_id: "nobody" }],
    ["an address elsewhere", { redirect_uri: "https://evil.example/callback" }],
    ["an address that only looks local", { redirect_uri: "http://localhost.evil.example/" }],
    ["no address", { redirect_uri: undefined }],
  ])("%s is never answered by a redirect", async (_, changes) => {
    const response = await ask(request(changes));
    expect([response.status, response.headers.get("location")]).toEqual([400, null]);
  });

  test("an address registered in the template is answered", async () => {
    expect((await ask(request({ redirect_uri: "https://console.example/callback" }))).status).toBe(200);
  });
});

test("the sign-in page shows people and parameters as text, whatever they hold", () => {
  const person = { sub: 'x"><script>', name: "<b>Ada</b>", tenant_id: "t", roles: ["owner"] };
  const page = signInPage([person], new URLSearchParams({ state: '"><script>alert(1)</script>' }));
  expect(page).not.toMatch(/<script|<b>/);
  expect(page).toContain("&#60;b&#62;Ada");
});

test("signing out leads back to the console", async () => {
  const query = new URLSearchParams({ post_logout_redirect_uri: "http://localhost:5173/", state: "s" });
  const response = await fetch(`${issuer}/end_session?${query.toString()}`, { redirect: "manual" });
  expect(response.headers.get("location")).toBe("http://localhost:5173/?state=s");
});
