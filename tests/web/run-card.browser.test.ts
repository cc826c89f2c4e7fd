import type { Page, Route } from "playwright-core";
import { describe, expect, test } from "vitest";
import { givenHandoff, givenRun } from "./support/api.ts";
import { colleague, openAs, someone, textOf } from "./support/console.ts";
import { focused } from "./support/wizard.ts";

/** Prompt 32, language rules. */
const forbidden = /\bapprov|execution (has )?start|\bexecuting\b|\bactivat/i;

const card = (page: Page) => page.getByTestId("card-execution-handoff");
const note = (page: Page) => page.getByTestId("input-handoff-note");
const create = (page: Page) => page.getByTestId("button-create-handoff");
const confirm = (page: Page) => page.getByTestId("button-confirm");
const recorded = (page: Page) => page.getByTestId("badge-handoff-recorded");
const isHandoffPost = (route: Route) => route.request().method() === "POST";
const HANDOFF = "**/execution-handoff";

/** A run that is ready to be recorded. */
const givenReadyRun = async (who = someone("owner")) => {
  const run = await givenRun(who);
  await run.lock();
  await run.worsen();
  await run.evaluate();
  return { who, ...run };
};

describe("the execution handoff card", () => {
  test("stays away until readiness is locked and evaluated, and then offers to record", async () => {
    const who = someone("tenant_admin");
    const run = await givenRun(who);
    const page = await openAs(who, run.path);

    await page.getByTestId("button-lock-readiness").click();
    await page.getByRole("dialog").getByLabel("Note").fill("as of noon");
    await confirm(page).click();
    expect(await page.getByTestId("text-locked").innerText()).toContain(`by ${who.sub}: as of noon`);
    expect(await card(page).count()).toBe(0);

    await run.worsen();
    await page.getByTestId("button-evaluate").click();
    await card(page).waitFor();
    expect(await page.getByTestId("badge-eligibility").innerText()).toBe("Degraded");
    const differences = await page.getByTestId("table-differences").innerText();
    for (const words of ["2 fewer", "3 fewer", "15 points lower", "75%", "60%"]) expect(differences).toContain(words);
    expect(await create(page).innerText()).toBe("Create Execution Handoff");
    expect(await textOf(page)).not.toMatch(forbidden);
  });

  test("records once what is confirmed, and is read-only from then on", async () => {
    const { who, path, handoff } = await givenReadyRun();
    const page = await openAs(who, path);
    await note(page).fill("for Tuesday");
    await create(page).click();
    const dialog = page.getByRole("dialog");
    const copy = await dialog.innerText();
    expect(copy).toContain("This records the current planning state for execution reference.");
    expect(copy).toContain("No notifications or execution will occur.");
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await expect(handoff()).rejects.toThrow("404");

    await create(page).click();
    await confirm(page).click();
    await recorded(page).waitFor();
    await expectReadOnly(page, who.sub);
    await page.reload();
    await recorded(page).waitFor();
    await expectReadOnly(page, who.sub);
    expect(await page.getByTestId("text-handoff-created-at").getAttribute("title")).toMatch(/ UTC$/);
    expect(await handoff()).toMatchObject({ note: "for Tuesday", created_by: who.sub });
    expect(await textOf(page)).not.toMatch(forbidden);
  });

  const expectReadOnly = async (page: Page, by: string) => {
    expect(await recorded(page).innerText()).toBe("Execution handoff recorded");
    expect(await page.getByTestId("text-handoff-created-by").innerText()).toBe(by);
    expect(await page.getByTestId("text-handoff-created-at").innerText()).toMatch(/\d{1,2}:\d{2}/);
    expect(await page.getByTestId("badge-handoff-eligibility").innerText()).toBe("Degraded");
    expect(await page.getByTestId("text-handoff-note").innerText()).toBe("for Tuesday");
    expect(await card(page).getByRole("textbox").count()).toBe(0);
    expect(await create(page).count()).toBe(0);
  };

  test("counts the note in characters as people see them, and takes no 281st", async () => {
    const { who, path } = await givenReadyRun();
    const page = await openAs(who, path);
    const length = page.getByTestId("text-note-length");
    await note(page).fill("😀".repeat(281));
    expect(await length.innerText()).toBe("281 / 280");
    expect(await create(page).isDisabled()).toBe(true);
    expect(await card(page).innerText()).toContain("1 too many");
    await note(page).fill("😀".repeat(280));
    expect(await length.innerText()).toBe("280 / 280");
    await create(page).click();
    await confirm(page).click();
    await recorded(page).waitFor();
    expect(await page.getByTestId("text-handoff-note").innerText()).toBe("😀".repeat(280));
  });

  test("can be used by keyboard alone", async () => {
    const { who, path } = await givenReadyRun();
    const page = await openAs(who, path);
    await note(page).focus();
    await page.keyboard.type("typed");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor();
    for (let step = 0; step < 3; step += 1) {
      if (await confirm(page).evaluate((button) => button === document.activeElement)) break;
      await page.keyboard.press("Tab");
    }
    await page.keyboard.press("Enter");
    await recorded(page).waitFor();
    await expect.poll(() => focused(page)).toBe("Execution handoff");
  });

  test("keeps telling why it was refused when the lock that it offered to record is gone, and keeps the note", async () => {
    const { who, path, unlock } = await givenReadyRun();
    const page = await openAs(who, path);
    await note(page).fill("for Tuesday");
    await create(page).click();
    await unlock();
    await confirm(page).click();
    await create(page).waitFor({ state: "detached" });
    const told = await card(page).getByRole("alert").innerText();
    expect(told).toMatch(/lock/i);
    expect(told).toMatch(/Request \S+/);
    await expect.poll(() => focused(page)).toBe("Execution handoff");

    await page.getByTestId("button-lock-readiness").click();
    await confirm(page).click();
    await page.getByTestId("button-evaluate").click();
    await create(page).waitFor();
    expect(await note(page).inputValue()).toBe("for Tuesday");
    expect(await card(page).getByRole("alert").count()).toBe(0);
  });

  test("sends the same request again when its answer got lost, and records one handoff", async () => {
    const { who, path, handoff } = await givenReadyRun();
    const page = await openAs(who, path);
    const keys: (string | undefined)[] = [];
    await page.route(HANDOFF, async (route) => {
      if (!isHandoffPost(route)) return route.continue();
      keys.push(route.request().headers()["idempotency-key"]);
      if (keys.length > 1) return route.continue();
      await route.fetch();
      return route.abort();
    });
    await create(page).click();
    await confirm(page).click();
    await recorded(page).waitFor();
    expect(keys).toHaveLength(2);
    expect(keys[0]).toBe(keys[1]);
    expect(await handoff()).toMatchObject({ created_by: who.sub });
  });

  test("says what stood in the way when a colleague was faster, and shows the colleague's record", async () => {
    const { who, path, record } = await givenReadyRun();
    const page = await openAs(colleague(who, "admin"), path);
    await create(page).waitFor();
    await record("mine");
    await create(page).click();
    await confirm(page).click();
    await recorded(page).waitFor();
    const told = card(page).getByRole("alert");
    expect(await told.innerText()).toContain("A handoff was recorded for this run at");
    expect(await told.innerText()).not.toMatch(/\dT\d/);
    expect(await told.locator("time").first().getAttribute("title")).toMatch(/ UTC$/);
    expect(await page.getByTestId("text-handoff-created-by").innerText()).toBe(who.sub);
  });

  test("takes an error for an error and not for an absence", async () => {
    const { who, path } = await givenReadyRun();
    const page = await openAs(who, "/runs");
    await page.route(HANDOFF, (route) =>
      route.fulfill({
        status: 500,
        contentType: "application/problem+json",
        body: JSON.stringify({
          title: "Something unexpected happened",
          detail: "Send it again.",
          error_code: "INTERNAL",
          request_id: "req-7",
        }),
      }),
    );
    await page.getByRole("link", { name: "Boiler checks" }).click();
    const alert = card(page).getByRole("alert");
    await alert.waitFor();
    expect(await alert.innerText()).toContain("Send it again.");
    expect(await alert.innerText()).toContain("Request req-7");
    expect(await create(page).count()).toBe(0);
    await page.unroute(HANDOFF);
    await alert.getByRole("button", { name: "Try again" }).click();
    await create(page).waitFor();
    expect(page.url()).toContain(path);
  });
});

describe("the page of a run", () => {
  test("shows beside an evaluation the facts that it is of", async () => {
    const who = someone("owner");
    const run = await givenRun(who);
    await run.lock();
    const page = await openAs(who, run.path);
    const attached = page.getByRole("row", { name: /^Attached/ }).first();
    await attached.waitFor();
    await run.worsen();
    await page.getByTestId("button-evaluate").click();
    await page.getByTestId("table-differences").waitFor();
    await expect.poll(() => attached.innerText()).toMatch(/12\s+10$/);
  });

  test("promotes and demotes, and says who reverted it and why", async () => {
    const who = someone("owner");
    const { path } = await givenHandoff(who);
    const page = await openAs(who, path);
    await page.getByTestId("button-promote").click();
    await confirm(page).click();
    await page.getByTestId("button-demote").click();
    await page.getByRole("dialog").getByLabel("Note").fill("rain");
    await confirm(page).click();
    await page.getByTestId("button-promote").waitFor();
    expect(await textOf(page)).toMatch(new RegExp(`by ${who.sub}: rain`));
    expect(await recorded(page).count()).toBe(1);
  });

  test("says that an evaluation is of an older lock, and offers no handoff from it", async () => {
    const { who, path } = await givenReadyRun();
    const page = await openAs(who, path);
    await page.getByTestId("button-unlock-readiness").click();
    await confirm(page).click();
    await page.getByTestId("button-lock-readiness").click();
    await confirm(page).click();
    await page.getByText("Readiness was locked again after this evaluation.").waitFor();
    expect(await card(page).count()).toBe(0);
  });

  test("of another tenant's run says what it says of none", async () => {
    const { path } = await givenReadyRun();
    const page = await openAs(someone("owner"), path);
    await page.getByText("There is no such run in your tenant").waitFor();
  });
});
