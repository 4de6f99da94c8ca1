import { posix } from "node:path";
import { expect, test } from "vitest";
import { filesOf, readPage } from "./support/site.js";

const files = new Set(await filesOf());
const pages = new Map(
  await Promise.all(
    [...files]
      .filter((file) => /\.(html|svg)$/.test(file))
      .map(async (file) => [file, await readPage(file)] as const),
  ),
);

interface Link {
  readonly page: string;
  readonly target: string;
}

/** Scripts are left out: those of Scalar's pages hold documents, not links. */
function linksOf(page: string, html: string): Link[] {
  const markup = html.replaceAll(/<script\b(?![^>]*\bsrc=).*?<\/script>/gs, "");
  return [...markup.matchAll(/\s(?:href|src)="([^"]*)"/g)].map(([, target = ""]) => ({
    page,
    target: target.replaceAll("&amp;", "&"),
  }));
}

const links = [...pages].flatMap(([page, html]) => linksOf(page, html));
const isAbsolute = ({ target }: Link): boolean => /^[a-z]+:/.test(target);

function isDead({ page, target }: Link): boolean {
  const [path = "", anchor] = target.split("#");
  const file = path === "" ? page : posix.join(posix.dirname(page), decodeURIComponent(path));
  if (!files.has(file)) return file !== "." && file !== "./";
  if (anchor === undefined || anchor === "") return false;
  return !(pages.get(file) ?? "").includes(`id="${decodeURIComponent(anchor)}"`);
}

test("no link within the site is dead", () => {
  const inside = links.filter((link) => !isAbsolute(link));
  expect(inside.length).toBeGreaterThan(1_000);
  expect(inside.filter(isDead)).toEqual([]);
});

test("nothing is loaded from another host: links that lead there are links to click", () => {
  for (const [page, html] of pages) {
    const loaded = [
      ...html.matchAll(/<(?:script|link|img|iframe)\b[^>]*\s(?:src|href)="([^"]*)"/g),
    ];
    const outside = loaded
      .map(([, target = ""]) => target)
      .filter((target) => /^(https?:)?\/\//.test(target));
    expect({ page, outside }).toEqual({ page, outside: [] });
  }
});

test("each entry point, both guides and both documents have a page", () => {
  for (const page of [
    "index.html",
    "documents/CONTRIBUTING.html",
    "documents/CHANGELOG.html",
    "modules/talkable-client.html",
    "modules/talkable-client_webhooks.html",
    "modules/talkable-client_paginate.html",
    "modules/talkable-client_testing.html",
    "rest-api.html",
    "webhooks-api.html",
  ]) {
    expect([...pages.keys()]).toContain(page);
  }
});
