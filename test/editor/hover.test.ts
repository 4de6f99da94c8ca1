import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { operationsOf } from "../../scripts/document/document.js";
import { arrayAt, stringAt } from "../../scripts/document/json.js";
import { LanguageServer, typescripts } from "./support/language-server.js";
import { finalDocument } from "./support/places.js";
import { cursor, Shop, withoutCursors } from "./support/shop.js";

/** What to hover, and what has to be shown. */
interface Hovered {
  readonly code: string;
  readonly shows: readonly string[];
}

const header = `import { createClient, type ArgumentsOf, type InitOf, type PathOf } from "talkable-client";
const talkable = createClient();
`;

/** The members of every call under which its summary stands. */
const summaries = operationsOf(await finalDocument()).flatMap(
  ({ method, path, object }): Hovered[] => {
    const members = [
      ...(arrayAt(object, "parameters").length > 0 ? ["params"] : []),
      ...("requestBody" in object ? ["body"] : []),
    ];
    return members.map((member) => ({
      code: `void talkable.${method.toUpperCase()}("${path}", { ${cursor}${member}: {} });`,
      shows: [stringAt(object, "summary") ?? "no summary"],
    }));
  },
);

const update = `"/api/v2/people/{person_slug}", { params: { path: { person_slug: "ann" } }, body: { data: {} } }`;

const names: readonly Hovered[] = [
  {
    code: `void talkable.${cursor}PUT(${update});`,
    shows: ["init: UpdatePersonInit", "person: Person;"],
  },
  {
    code: `type ${cursor}Find = InitOf<"get", "/api/v2/people/{person_slug}">;`,
    shows: ["type Find = FindPersonInit"],
  },
  {
    code: `type ${cursor}Arguments = ArgumentsOf<"get", "/api/v2/people/{person_slug}">;`,
    shows: ["[init: FindPersonInit]"],
  },
  {
    code: `type ${cursor}Puts = PathOf<"put">;`,
    shows: [`"/api/v2/people/{person_slug}"`, `"/api/v2/visitor_offers/{id}/track_visit"`],
  },
  {
    code: `void talkable.PUT("/api/v2/people/{person_slug}", { params: { path: { person_slug: "ann" } }, body: { ${cursor}data: {} } });`,
    shows: ["data: PersonUpdate"],
  },
  {
    code: `void talkable.GET("/api/v2/people/{person_slug}", { params: { path: { ${cursor}person_slug: "ann" } } });`,
    shows: ["phone number (E.164)"],
  },
];

let shop: Shop;
beforeAll(async () => {
  shop = await Shop.create();
}, 60_000);
afterAll(() => shop.remove());

describe.each(typescripts)("hovering with %s", (typescript) => {
  let server: LanguageServer;
  beforeAll(async () => {
    server = await LanguageServer.start(typescript, shop.folder);
  }, 60_000);
  afterAll(() => server.stop());

  /** What was hovered in vain, and what was shown instead. */
  async function missing(name: string, hovered: readonly Hovered[]): Promise<object[]> {
    const { text, positions } = withoutCursors(header + hovered.map(({ code }) => code).join("\n"));
    const file = await shop.write(name, text);
    await server.open(file);
    const found: object[] = [];
    for (const [index, { code, shows }] of hovered.entries()) {
      const shown = await server.hover(file, positions[index] ?? { line: 0, character: 0 });
      const showsMachinery = /\b(components|operations|paths)\[|infer /.test(shown);
      if (showsMachinery || !shows.every((part) => shown.includes(part))) {
        found.push({ code, shows, shown });
      }
    }
    return found;
  }

  test("params and body show the summary of their operation", async () => {
    expect(summaries.length).toBeGreaterThan(50);
    expect(await missing("summaries.ts", summaries)).toEqual([]);
  }, 60_000);

  test("calls, paths and parameters show names and facts, not the machinery of the types", async () => {
    expect(await missing("names.ts", names)).toEqual([]);
  });
});
