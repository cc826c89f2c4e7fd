import { describe, expect, test } from "vitest";
import { givenRun } from "./support/api.ts";
import { openByHandAs, openWindow, signIn, someone, textOf, url } from "./support/console.ts";

const callsOf = (page: Awaited<ReturnType<typeof openWindow>>): string[] => {
  const calls: string[] = [];
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith("/api/")) calls.push(pathname);
  });
  return calls;
};

describe("signing in", () => {
  test("shows nothing of a tenant before, and leads back to where it began", async () => {
    const who = someone("owner");
    const { path } = await givenRun(who);
    const page = await openWindow();
    const calls = callsOf(page);
    await page.goto(`${url}${path}`);
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    expect(calls).toEqual([]);
    await signIn(page, who);
    expect(new URL(page.url()).pathname).toBe(path);
    await page.getByRole("heading", { name: "Boiler checks" }).waitFor();
  });

  test("shows whose person one is, with which roles, and lets one out again", async () => {
    const who = someone("owner", "auditor");
    const page = await openByHandAs(who, "/runs");
    const button = page.getByTestId("button-person");
    for (const word of [who.sub, who.tenant_id.slice(0, 8), "owner, auditor"])
      expect(await button.innerText()).toContain(word);
    await button.click();
    const said = await page.getByTestId("text-roles").innerText();
    for (const word of [who.sub, who.tenant_id, "owner, auditor"]) expect(said).toContain(word);
    await page.getByTestId("button-sign-out").click();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await page.goto(`${url}/runs`);
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
  });

  test("ends when the API takes the token no more, and says so", async () => {
    const page = await openByHandAs(someone("owner"), "/");
    await page.route("**/api/**", (route) => route.fulfill({ status: 401, json: { message: "Unauthorized" } }));
    await page.getByRole("link", { name: "Runs", exact: true }).first().click();
    await page.getByText("Your sign-in has ended.").waitFor();
    expect(new URL(page.url()).pathname).toBe("/runs");
  });

  test("that was broken off says why, and can be tried again", async () => {
    const page = await openWindow();
    await page.goto(`${url}/?error=access_denied&state=unknown`);
    await page.getByText("The sign-in did not succeed").waitFor();
    await page.getByRole("button", { name: "Sign in" }).waitFor();
  });
});

describe("a person's roles", () => {
  test("decide which workplaces are offered, as the API's contracts say", async () => {
    const page = await openByHandAs(someone("auditor"), "/");
    const places = page.getByRole("navigation", { name: "Workplaces" }).first().getByRole("link");
    expect(await places.allInnerTexts()).toEqual(["Workflow", "Audit"]);
  });

  test("close a page that is opened all the same, which says for whom it is", async () => {
    const page = await openByHandAs(someone("guest"), "/");
    expect(await textOf(page)).toContain("Your roles open no workplace yet");
    const calls = callsOf(page);
    await page.goto(`${url}/runs`);
    const closed = page.getByTestId("page-not-for-you");
    await closed.waitFor();
    expect(await closed.innerText()).toContain("owner, admin, or tenant_admin");
    expect(await closed.innerText()).toContain("with the role guest");
    expect(calls).toEqual([]);
  });

  test("open no address that is not there", async () => {
    const page = await openByHandAs(someone("owner"), "/nowhere");
    await page.getByText("There is no such page").waitFor();
  });
});
