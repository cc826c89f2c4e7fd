import { expect, test, describe } from "vitest";
import { openAs, someone, textOf } from "./support/console.ts";
import { EPIC, givenFeature } from "./support/packets.ts";

describe("a feature", () => {
  test("shows its packets in time, where each came from, and what a version changed", async () => {
    const who = someone("owner");
    const { path, second, test: newest } = await givenFeature(who);
    const page = await openAs(who, path);
    const panel = page.getByTestId("panel-packet");
    const packets = page.getByTestId("timeline-packets").getByRole("listitem");
    await panel.getByRole("heading", { name: "Test, version 1" }).waitFor();
    expect((await packets.allInnerTexts()).map((text) => text.split("\n")[0])).toEqual([
      "Planning, version 1",
      "Build, version 1",
      "Build, version 2",
      "Test, version 1",
    ]);
    expect(await page.getByTestId("phase-in_progress").innerText()).toContain("Completed, 2 versions");
    expect(await page.getByTestId("phase-done").innerText()).toContain("Not reached");
    expect(await page.getByTestId("lineage").getByRole("listitem").allInnerTexts()).toEqual([
      "Planning, version 1",
      "Build, version 2",
      "Test, version 1",
    ]);

    await page.getByTestId("lineage").getByRole("link", { name: "Build, version 2" }).click();
    expect(new URL(page.url()).searchParams.get("packet")).toBe(second.id);
    expect(await page.getByTestId("lineage").innerText()).toContain("Went into Test, version 1");
    await page.getByRole("tab", { name: "Changes since version 1" }).click();
    const changes = await page.getByTestId("packet-changes").innerText();
    for (const words of [
      "Readings are taken, of the past alone.",
      "action: created",
      "action: modified",
      "Rejected",
      "Refuse the future",
      "second attempt",
    ])
      expect(changes).toContain(words);

    await page.goBack();
    await panel.getByRole("heading", { name: "Test, version 1" }).waitFor();
    expect(await panel.getByText("All 12 hold.").count()).toBe(1);
    expect(newest.input_source_packet_id).toBe(second.id);
  });

  test("shows what agents wrote as text, and lets no address of theirs run", async () => {
    const who = someone("member", "orchestrator");
    const { path, second } = await givenFeature(who);
    const page = await openAs(who, `${path}?packet=${second.id}`);
    await page.getByRole("tab", { name: "Artifacts (2)" }).click();
    const note = page.getByText("<img src=x onerror=alert(1)>");
    await note.waitFor();
    expect(await page.locator('a[href^="javascript"]').count()).toBe(0);
    await page.getByRole("tab", { name: "Decisions (1)" }).click();
    await page.getByText("Instead of: Warn").waitFor();
    await page.getByRole("tab", { name: "Activity (1)" }).click();
    await page.getByText("second attempt").waitFor();
  });

  test("tells what each phase took, to the last digit, and how much of it was rework", async () => {
    const who = someone("agent");
    const { path } = await givenFeature(who);
    const page = await openAs(who, path);
    const cost = page.getByRole("table", { name: "Cost per phase" });
    expect(await cost.getByRole("row", { name: "Build" }).innerText()).toMatch(/\$0\.500001\s+\$0\.150001/);
    const time = page.getByRole("table", { name: "Time per phase" });
    expect(await time.getByRole("row", { name: "Build" }).innerText()).toMatch(/1 h 30 min\s+30 min/);
    const [table] = await Promise.all([
      page.waitForEvent("download"),
      page.getByTestId("button-download-packets").click(),
    ]);
    const text = Buffer.concat(await (await table.createReadStream()).toArray()).toString();
    expect(text.trimEnd().split("\n")).toHaveLength(5);
    await page.goto(new URL("/features/spent", page.url()).href);
    await page.getByTestId("section-spent").waitFor();
    expect(await textOf(page)).toContain("4 packets · 1 h 58 min · $0.500001");
  });

  test("leads to its epic, whose features and what they took are shown together", async () => {
    const who = someone("member", "orchestrator");
    const { path } = await givenFeature(who);
    await givenFeature(who);
    const page = await openAs(who, path);
    await page.getByRole("link", { name: EPIC }).click();
    await page.getByRole("heading", { name: `Epic ${EPIC}` }).waitFor();
    await expect.poll(() => page.getByRole("link", { name: "Meter readings by portal" }).count()).toBe(2);
    expect(await page.getByTestId("section-spent").innerText()).toContain("8 packets");
  });
});
