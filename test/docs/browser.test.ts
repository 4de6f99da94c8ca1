import { type Browser, chromium as playwright, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chromium, flags } from "../support/chromium.js";
import { serveSite } from "./support/site.js";

if (chromium === undefined) test.skip("(skipped: no Chromium here)");
else {
  const executablePath = chromium;

  describe("the site in Chromium", { timeout: 60_000 }, () => {
    let browser: Browser;
    let site: Awaited<ReturnType<typeof serveSite>>;

    beforeAll(async () => {
      site = await serveSite();
      browser = await playwright.launch({ executablePath, args: flags });
    }, 60_000);

    afterAll(async () => {
      await browser.close();
      await site.close();
    });

    /** Opens a page of the site, and collects what goes wrong on it. */
    async function open(path: string): Promise<{ page: Page; complaints: string[] }> {
      const page = await browser.newPage();
      const complaints: string[] = [];
      page.on("pageerror", (error) => complaints.push(error.message));
      page.on("console", (message) => {
        if (message.type() === "error") complaints.push(message.text());
      });
      page.on("requestfailed", (request) => complaints.push(`failed: ${request.url()}`));
      page.on("request", (request) => {
        const { protocol, hostname } = new URL(request.url());
        const isLocal = hostname === "127.0.0.1" || protocol === "data:" || protocol === "blob:";
        if (!isLocal) complaints.push(`left the machine: ${request.url()}`);
      });
      await page.goto(new URL(path, site.url).href, { waitUntil: "networkidle" });
      return { page, complaints };
    }

    test.each([
      ["index.html", "First call"],
      ["documents/CONTRIBUTING.html", "Decisions"],
      ["documents/CHANGELOG.html", "Unreleased"],
      ["modules/talkable-client.html", "createClient"],
      ["modules/talkable-client_webhooks.html", "parseWebhook"],
      ["modules/talkable-client_paginate.html", "paginate"],
      ["modules/talkable-client_testing.html", "createFakeTalkable"],
      ["classes/talkable-client.RateLimitError.html", "retryAfter"],
      ["rest-api.html", "Upload a file."],
      ["webhooks-api.html", "reward"],
    ])("%s shows itself without an error and without another host", async (path, shown) => {
      const { page, complaints } = await open(path);
      await page.getByText(shown).first().waitFor({ state: "attached" });
      await page.close();
      expect(complaints).toEqual([]);
    });

    test("searching the API reference leads to what was looked for", async () => {
      const { page, complaints } = await open("index.html");
      await page.locator("#tsd-search-trigger").click();
      await page.locator("#tsd-search input").pressSequentially("parseWebhookBody");
      await page.locator("#tsd-search a").first().click();
      await page.waitForURL(/functions\/talkable-client_webhooks\.parseWebhookBody\.html/);
      await page.close();
      expect(complaints).toEqual([]);
    });

    test("searching the operations leads to the one that was looked for", async () => {
      const { page, complaints } = await open("rest-api.html");
      await page.getByRole("search").first().click();
      await page.getByRole("combobox").pressSequentially("offer_claims");
      await page.getByRole("option", { name: "post Path: /api/v2/offer_claims" }).first().click();
      const heading = page.getByRole("heading", { name: "claim it, in one call" });
      await heading.waitFor();
      await expect
        .poll(async () => (await heading.boundingBox())?.y, { timeout: 10_000 })
        .toBeLessThan(700);
      await page.close();
      expect(complaints).toEqual([]);
    });

    test("one comes from the guides to the operations and back", async () => {
      const { page, complaints } = await open("classes/talkable-client.RateLimitError.html");
      await page.getByRole("link", { name: "REST API v2" }).click();
      await page.getByRole("search").first().waitFor();
      await page.getByRole("link", { name: "talkable-client" }).click();
      await page.waitForURL(/index\.html$/);
      await page.close();
      expect(complaints).toEqual([]);
    });
  });
}
