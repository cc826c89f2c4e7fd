import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { givenHandoff } from "./support/api.ts";
import { openAs, someone, textOf } from "./support/console.ts";

const drop = (page: Page, text: string) =>
  page
    .getByTestId("input-bundle")
    .setInputFiles({ name: "a.proof.json", mimeType: "application/json", buffer: Buffer.from(text) });

describe("the history", () => {
  test("shows what happened, narrowed by subject, event, person and time, and remembers it in the address", async () => {
    const who = someone("owner");
    const { runId } = await givenHandoff(who);
    await givenHandoff(who);
    const page = await openAs(who, `/audit?subject=run:${runId}`);
    const rows = page.locator("tbody tr");
    await rows.first().waitFor();
    expect(await rows.count()).toBe(6);
    await page.getByLabel("Event").fill("n3_run_readiness_updated");
    await page.getByRole("button", { name: "Filter" }).click();
    await expect.poll(() => rows.count()).toBe(2);
    expect(new URL(page.url()).searchParams.get("event")).toBe("n3_run_readiness_updated");
    await page.getByLabel("From").fill("2030-01-01T00:00");
    await page.getByRole("button", { name: "Filter" }).click();
    await page.getByText("Nothing happened that fits").waitFor();
    expect(new URL(page.url()).searchParams.get("from")).toBe("2029-12-31T23:00:00.000Z");
    await page.getByTestId("button-person").click();
    await page.getByRole("menuitemradio", { name: "Times in UTC" }).click();
    await page.keyboard.press("Escape");
    expect(await page.getByLabel("From (UTC)").inputValue()).toBe("2029-12-31T23:00");
    await page.getByLabel("To (UTC)").fill("2030-01-01T00:00");
    await page.getByRole("button", { name: "Filter" }).click();
    await expect.poll(() => new URL(page.url()).searchParams.get("to")).toBe("2030-01-01T00:00:59.999Z");
    await page.getByRole("button", { name: "Clear" }).click();
    await expect.poll(() => rows.count()).toBe(12);
    await page.getByRole("link", { name: who.sub }).first().click();
    expect(new URL(page.url()).searchParams.get("actor")).toBe(who.sub);
  });

  test("leads to each entry, whose place in the log is proven in the page", async () => {
    const who = someone("owner");
    const { path } = await givenHandoff(who);
    const page = await openAs(who, "/audit");
    await page.getByRole("link", { name: "Run execution handoff created" }).click();
    await page.getByTestId("check-holds").nth(1).waitFor();
    expect(await page.getByTestId("check-fails").count()).toBe(0);
    await page.getByRole("link", { name: path.replace("/runs/", "run:") }).click();
    await page.getByTestId("badge-handoff-recorded").waitFor();
  });
});

describe("a proof bundle", () => {
  test("is taken along and verified in the page; one that was touched names what does not hold", async () => {
    const who = someone("auditor", "owner");
    const { handoff } = await givenHandoff(who);
    const page = await openAs(who, `/audit/sealed/${handoff.digest}`);
    expect(await page.getByTestId("text-sealed-status").innerText()).toBe("Sealed");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByTestId("button-download-bundle").click(),
    ]);
    const text = Buffer.concat(await (await download.createReadStream()).toArray()).toString();
    expect(download.suggestedFilename()).toBe(`${handoff.digest.slice(0, 16)}.proof.json`);

    await page.getByRole("link", { name: "Verify", exact: true }).click();
    await drop(page, text);
    await page.getByTestId("verdict-holds").waitFor();
    expect(await page.getByTestId("check-holds").count()).toBe(6);

    await drop(page, text.replace("for Tuesday", "for Friday"));
    await page.getByTestId("verdict-fails").waitFor();
    expect(await page.getByTestId("check-fails").allInnerTexts()).toEqual([
      expect.stringContaining("The record is what the leaf says was sealed"),
    ]);

    const bundle = JSON.parse(text);
    await drop(page, JSON.stringify({ ...bundle, checkpoint: bundle.checkpoint.replace(/\n\d+\n/, "\n99\n") }));
    await expect.poll(() => page.getByTestId("check-fails").count()).toBe(2);
    const failing = await page.getByTestId("check-fails").allInnerTexts();
    expect(failing[0]).toContain("The checkpoint is signed by the key");
    expect(failing[1]).toContain("The leaf is in the log of that checkpoint");

    await drop(page, "no bundle at all");
    await page.getByText("It is not a proof bundle of this format").waitFor();
  });

  test("of another log does not hold with this log's key, and does with its own", async () => {
    const theirs = someone("owner");
    const { handoff, api } = await givenHandoff(theirs);
    const bundle = JSON.stringify(await api(`GET /api/ledger/${handoff.digest}/bundle`));
    const page = await openAs(theirs, "/audit/checkpoint");
    await page.getByRole("heading", { name: "Verifier key" }).waitFor();
    const key = await page.getByRole("region", { name: "Verifier key" }).locator("pre").innerText();

    const other = await openAs(someone("owner"), "/audit/verify");
    await drop(other, bundle);
    await other.getByTestId("verdict-fails").waitFor();
    await other.getByTestId("input-verifier-key").fill(key);
    await other.getByTestId("verdict-holds").waitFor();
  });
});

describe("the log as a whole", () => {
  test("is held against the records on demand", async () => {
    const who = someone("admin");
    await givenHandoff(who);
    const page = await openAs(who, "/audit/reconciliation");
    await page.getByTestId("button-reconcile").click();
    await page.getByTestId("reconciled").waitFor();
    expect(await textOf(page)).toContain("In the log, and not in the tables: nothing");
  });

  test("has a signed checkpoint to keep", async () => {
    const who = someone("auditor", "owner");
    await givenHandoff(who);
    const page = await openAs(who, "/audit/checkpoint");
    await page.getByText("Signed checkpoint").waitFor();
    expect(await page.locator("pre").first().innerText()).toMatch(/\n6\n[\s\S]+\n— /);
  });

  test("is held against a checkpoint that somebody kept: it may only have grown since", async () => {
    const who = someone("auditor", "owner");
    const { api } = await givenHandoff(who);
    const keep = async () => {
      const page = await openAs(who, "/audit/checkpoint");
      await page.getByText("Signed checkpoint").waitFor();
      return (await page.locator("pre").first().innerText()) + "\n";
    };
    const kept = await keep();
    await api("POST /api/n3/runs/" + (await givenHandoff(who)).runId + "/promote", {});
    const page = await openAs(who, "/audit/checkpoint");
    const hold = (note: string) =>
      page.getByTestId("input-checkpoint").setInputFiles({
        name: "checkpoint-6.txt",
        mimeType: "text/plain",
        buffer: Buffer.from(note),
      });
    await page.getByTestId("input-checkpoint").waitFor({ state: "attached" });
    await hold(kept);
    await expect.poll(() => page.getByTestId("check-holds").count()).toBe(3);

    const [, root = ""] = /\n\d+\n(.+)\n/.exec(kept) ?? [];
    await hold(kept.replace(root, `${"A".repeat(43)}=`));
    await expect.poll(() => page.getByTestId("check-fails").count()).toBe(2);
    await hold(kept.replace(/\n\d+\n/, "\n999\n"));
    await page.getByText("It speaks of 999 entries, which the log does not have").waitFor();
    await hold("no checkpoint");
    await page.getByText("This is no checkpoint").waitFor();
  });
});
