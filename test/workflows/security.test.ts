import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";

const policy = new URL("../../.github/SECURITY.md", import.meta.url);
const text = await readFile(policy, "utf8");
const promises = text.split("\n").filter((line) => line.startsWith("| ") && line.includes("](../"));

test("the security policy makes promises", () => {
  expect(promises.length).toBeGreaterThan(10);
});

test.each(promises.map((row) => [row.split("|")[1]?.trim(), row]))(
  "a test keeps the promise: %s",
  async (_, row) => {
    const links = [...row.matchAll(/\[([^\]]+)\]\(([^)]+)\)/g)];
    expect(links.length).toBeGreaterThan(0);
    for (const [, name = "", file = ""] of links) {
      expect(await readFile(new URL(file, policy), "utf8")).toContain(name);
    }
  },
);
