import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";
import { afterAll, expect, inject, onTestFinished } from "vitest";
import { randomUUID } from "node:crypto";
import { tokenOf } from "../../support/running-stack.ts";

export const url = inject("url");

/** Who signs in: a person of a tenant that no other test knows. */
export type Who = { sub: string; tenant_id: string; roles: string[] };
export const someone = (...roles: string[]): Who => ({
  sub: `person-${randomUUID().slice(0, 8)}`,
  tenant_id: randomUUID(),
  roles,
});
export const colleague = ({ tenant_id }: Who, ...roles: string[]): Who => ({ ...someone(...roles), tenant_id });

/** The roles of all contexts, for whoever may see every page. */
export const everyRole = [
  ...["owner", "admin", "tenant_admin", "npd_lead", "r_and_d", "regulatory", "finance", "production_manager"],
  ...["orchestrator", "agent", "builder", "reviewer", "member", "auditor"],
];

let browser: Promise<Browser> | undefined;
afterAll(async () => (await browser)?.close());

/** A window of its own that nobody has signed in to. */
export const openWindow = async (options: BrowserContextOptions = {}): Promise<Page> => {
  browser ??= chromium.connect(inject("browserEndpoint"));
  const context = await (await browser).newContext({ locale: "en-GB", timezoneId: "Europe/Oslo", ...options });
  onTestFinished(() => context.close());
  context.setDefaultTimeout(10_000);
  return context.newPage();
};

/** Signs in by hand, as somebody whom the page of the local issuer does not list. */
export const signIn = async (page: Page, { sub, tenant_id, roles }: Who): Promise<void> => {
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByLabel("Subject").fill(sub);
  await page.getByLabel("Tenant").fill(tenant_id);
  await page.getByLabel("Roles, separated by spaces").fill(roles.join(" "));
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByTestId("button-person").waitFor();
};

/** The console at a path, signed in by hand. */
export const openByHandAs = async (who: Who, path: string, options?: BrowserContextOptions): Promise<Page> => {
  const page = await openWindow(options);
  await page.goto(`${url}${path}`);
  await signIn(page, who);
  return page;
};

/** The console at a path, as it is found by somebody who signed in before: the library of the sign-in keeps who that is. */
export const openAs = async (who: Who, path: string, options?: BrowserContextOptions): Promise<Page> => {
  const page = await openWindow(options);
  const { sub, tenant_id, roles } = who;
  const expires_at = Math.floor(Date.now() / 1_000) + 1_800;
  const user = {
    access_token: await tokenOf(url, tenant_id, roles.join(" "), sub),
    token_type: "Bearer",
    expires_at,
    profile: { sub, tenant_id, roles },
  };
  await page.addInitScript(
    ([key, text]) => {
      // Whoever signed out stays so.
      if (sessionStorage.getItem("signed-in")) return;
      sessionStorage.setItem("signed-in", "once");
      sessionStorage.setItem(key, text);
    },
    [await userKey(), JSON.stringify(user)] as const,
  );
  await page.goto(`${url}${path}`);
  await page.getByTestId("button-person").waitFor();
  return page;
};

const userKey = async (): Promise<string> => {
  const settings = await fetch(`${url}/console.json`);
  const { issuer, client_id } = ((await settings.json()) as { sign_in: { issuer: string; client_id: string } }).sign_in;
  return `oidc.user:${issuer}:${client_id}`;
};

/** All that a reader can see or hear of the page. */
export const textOf = (page: Page): Promise<string> => page.locator("body").innerText();

/** Waits until a page shows what it is about. */
export const settled = async (page: Page): Promise<void> => {
  await page.getByRole("heading", { level: 1 }).waitFor();
  await expect.poll(() => page.getByText("Loading", { exact: true }).filter({ visible: true }).count()).toBe(0);
};
