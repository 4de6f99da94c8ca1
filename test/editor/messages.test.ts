import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { tscOf } from "../package/packed.js";
import { typescripts } from "./support/language-server.js";
import { Shop } from "./support/shop.js";
import { firstLine, mistakes, wrongCalls } from "./support/wrong-calls.js";

let shop: Shop;
beforeAll(async () => {
  shop = await Shop.create();
  await shop.write(
    "wrong.ts",
    mistakes((code) => `void ${code};`),
  );
}, 60_000);
afterAll(() => shop.remove());

describe.each(typescripts)("%s", (typescript) => {
  let messages: ReadonlyMap<number, readonly string[]>;
  beforeAll(async () => {
    messages = messagesByLine(await shop.compile(tscOf(typescript)));
  }, 60_000);

  const rows = wrongCalls.map((call, index) => ({ ...call, line: firstLine + index }));
  test.each(rows)("names the mistake in $code", ({ names, lines, line }) => {
    const message = messages.get(line) ?? [];
    const shown = message.slice(0, lines).join("\n");
    expect(
      names.filter((name) => !shown.includes(name)),
      message.join("\n"),
    ).toEqual([]);
    expect(message).not.toEqual([]);
  });
});

/** The lines of a compiler's messages by the line of the file that they are about. */
function messagesByLine(printed: string): Map<number, string[]> {
  const messages = new Map<number, string[]>();
  let current: string[] = [];
  for (const text of printed.split("\n")) {
    const [, line, start] = /^wrong\.ts\((\d+),\d+\): error TS\d+: (.*)$/.exec(text) ?? [];
    if (line !== undefined) {
      current = messages.get(Number(line)) ?? [];
      messages.set(Number(line), current);
    }
    current.push(start ?? text);
  }
  return messages;
}
