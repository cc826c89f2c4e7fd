import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { base64url, exportJWK, exportSPKI, generateKeyPair, SignJWT, UnsecuredJWT } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { jwtAuthorizer } from "../../local/gateway/authorizer.ts";

const keys = await generateKeyPair("RS256");
const strangers = await generateKeyPair("RS256");
const kid = "key-1";
const jwk = { ...(await exportJWK(keys.publicKey)), kid, alg: "RS256" };
const server = createServer((request, response) => {
  const isDiscovery = request.url === "/.well-known/openid-configuration";
  response.end(JSON.stringify(isDiscovery ? { issuer, jwks_uri: `${issuer}/keys` } : { keys: [jwk] }));
});
let issuer = "";
beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

const now = () => Math.floor(Date.now() / 1_000);
const good = () => ({ iss: issuer, aud: "console", sub: "ada", exp: now() + 60, roles: ["owner"] });
const signed = (claims: object, key = keys.privateKey) =>
  new SignJWT({ ...claims }).setProtectedHeader({ alg: "RS256", kid }).sign(key);
/** The classic confusion: the public key, which everyone has, taken as an HMAC secret. */
const signedByPublicKey = async (claims: object) =>
  new SignJWT({ ...claims })
    .setProtectedHeader({ alg: "HS256", kid })
    .sign(new TextEncoder().encode(await exportSPKI(keys.publicKey)));
const withOtherClaims = async () => {
  const [header, , signature] = (await signed(good())).split(".");
  return [header, base64url.encode(JSON.stringify({ ...good(), sub: "eve" })), signature].join(".");
};

const authorize = jwtAuthorizer();
const ask = (authorization: string | undefined, scopes: string[] = []) =>
  authorize(authorization, { authorizer: { issuer, audience: ["console"] }, scopes });

describe("the JWT authorizer", () => {
  test.each([
    ["an audience", {}],
    ["one audience of several", { aud: ["other", "console"] }],
    ["a client where there is no audience", { aud: undefined, client_id: "console" }],
  ])("admits a token of its issuer for %s", async (_, changes) => {
    expect(await ask(`Bearer ${await signed({ ...good(), ...changes })}`)).toMatchObject({
      claims: { sub: "ada" },
      scopes: null,
    });
  });

  test("admits a token without the word Bearer", async () => {
    expect(await ask(await signed(good()))).toHaveProperty("claims");
  });

  test("asks for a token when there is none", async () => {
    expect(await ask(undefined)).toEqual({ refused: 401, challenge: "Bearer" });
    expect(await ask("Bearer ")).toEqual({ refused: 401, challenge: "Bearer" });
  });

  test.each([
    ["that is garbage", async () => "garbage", "invalid token"],
    ["that nobody signed", async () => new UnsecuredJWT(good()).encode(), "invalid token"],
    ["signed with the public key as a secret", () => signedByPublicKey(good()), "invalid token"],
    ["signed by a stranger", () => signed(good(), strangers.privateKey), "invalid token"],
    ["whose claims were exchanged", withOtherClaims, "invalid token"],
    ["that has expired", () => signed({ ...good(), exp: now() - 1 }), "expired"],
    ["that never expires", () => signed({ ...good(), exp: undefined }), "invalid token"],
    ["that is not valid yet", () => signed({ ...good(), nbf: now() + 60 }), "not valid yet"],
    ["of another issuer", () => signed({ ...good(), iss: "https://elsewhere" }), "invalid issuer"],
    ["for another audience", () => signed({ ...good(), aud: "other", client_id: "console" }), "audience"],
    ["for nobody", () => signed({ ...good(), aud: undefined }), "audience"],
  ])("refuses a token %s", async (_, token, reason) => {
    const verdict = await ask(`Bearer ${await token()}`);
    expect(verdict).toMatchObject({ refused: 401, challenge: expect.stringContaining('error="invalid_token"') });
    expect(verdict).toMatchObject({ challenge: expect.stringContaining(reason) });
  });

  test("refuses a token without a scope that the route asks for", async () => {
    expect(await ask(await signed({ ...good(), scope: "read write" }), ["write"])).toMatchObject({ scopes: ["write"] });
    expect(await ask(await signed({ ...good(), scope: "read" }), ["write"])).toMatchObject({ refused: 403 });
  });
});
