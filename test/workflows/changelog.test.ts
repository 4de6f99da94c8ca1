import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";

const changelog = await readFile(new URL("../../CHANGELOG.md", import.meta.url), "utf8");
const [, ...sections] = changelog.split(/^## /m);
const released = sections.slice(1).map((section) => {
  const [, version, date] = /^\[(\d+\.\d+\.\d+\S*)\] - (\d{4}-\d\d-\d\d)\n/.exec(section) ?? [];
  return { version, date };
});

test("the changelog begins with what is unreleased", () => {
  expect(changelog.startsWith("# Changelog\n")).toBe(true);
  expect(sections[0]).toMatch(/^\[Unreleased\]\n/);
});

test("every release in the changelog has a version and a day, the newest first", () => {
  for (const { version, date } of released) {
    expect(version).toBeDefined();
    expect(Date.parse(date ?? "")).not.toBeNaN();
  }
  const days = released.map(({ date }) => date);
  expect(days).toEqual([...days].sort().reverse());
  expect(new Set(released.map(({ version }) => version)).size).toBe(released.length);
});

test("what a section of the changelog lists is of one of the six kinds", () => {
  for (const section of sections) {
    const [heading, ...kinds] = section.split(/^### /m);
    expect(heading?.trim().split("\n")).toHaveLength(1);
    const names = kinds.map((kind) => kind.slice(0, kind.indexOf("\n")));
    const known = ["Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"];
    expect(known).toEqual(expect.arrayContaining(names));
    expect(new Set(names).size).toBe(names.length);
    for (const kind of kinds) expect(kind).toMatch(/\n\n- \S/);
  }
});

test("links in the changelog hold wherever its sections are shown", () => {
  const links = [...changelog.matchAll(/\]\((.*?)\)/g)].map(([, address]) => address);
  for (const address of links) expect(address).toMatch(/^https:/);
});
