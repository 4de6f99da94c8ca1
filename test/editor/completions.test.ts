import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { operationsOf } from "../../scripts/document/document.js";
import { LanguageServer, typescripts } from "./support/language-server.js";
import { cursor, Shop, withoutCursors } from "./support/shop.js";
import { finalDocument, placesIn, type Place } from "./support/places.js";

const document = await finalDocument();

/** Every method's paths, where a path is written. */
const paths = ["get", "post", "put"].map((method): Place => {
  const operations = operationsOf(document).filter((operation) => operation.method === method);
  return {
    code: `void talkable.${method.toUpperCase()}("${cursor}");`,
    belongs: operations.map(({ path }) => path),
  };
});

const header = `import { createClient, isTalkableError, type ArgumentsOf, type PathOf, type ResultOf } from "talkable-client";
const talkable = createClient();
class Shop {
  get<Path extends PathOf<"get">>(path: Path, ...init: ArgumentsOf<"get", Path>): Promise<ResultOf<"get", Path>> {
    return talkable.GET(path, ...init);
  }
}
`;

/** Calls that stop where the cursor stands: no bracket is closed. */
const unfinished: readonly Place[] = [
  {
    code: `void talkable.GET("/api/v2/people/{person_slug}", { params: { path: { ${cursor}`,
    belongs: ["person_slug"],
  },
  {
    code: `void talkable.POST("/api/v2/origins/purchase", { body: { ${cursor}`,
    belongs: ["data", "site_slug"],
  },
  {
    code: `void talkable.PUT("/api/v2/people/{person_slug}", { params: { path: { ${cursor}`,
    belongs: ["person_slug"],
  },
  {
    code: `void talkable.withResponse.GET("/api/v2/assets", { params: { query: { page: 1, ${cursor}`,
    belongs: ["content_type", "per_page", "site_slug"],
  },
  {
    code: `void new Shop().get("/api/v2/people/{person_slug}", { params: { path: { ${cursor}`,
    belongs: ["person_slug"],
  },
];

/** What leads to calls and away from them. */
const around: readonly Place[] = [
  {
    code: `declare const either: "/api/v2/people/{person_slug}" | "/api/v2/assets/{id}"; void talkable.GET(either, { params: { path: { ${cursor} } } });`,
    belongs: ["person_slug", "id"],
  },
  { code: `type Put = ResultOf<"put", "${cursor}">;`, belongs: paths[2]?.belongs ?? [] },
  { code: `type Verb = PathOf<"${cursor}">;`, belongs: ["get", "post", "put"] },
  {
    code: `declare const thrown: unknown; if (isTalkableError(thrown)) switch (thrown.code) { case "${cursor}": }`,
    belongs: [
      ...["api_error", "bad_request", "authentication", "permission_denied", "not_found"],
      ...["duplicate", "unprocessable_entity", "rate_limited", "internal_server_error"],
      ...["connection_error", "timeout", "aborted", "unexpected_response", "configuration"],
      "invalid_path_parameter",
    ],
  },
];

let shop: Shop;
beforeAll(async () => {
  shop = await Shop.create();
}, 60_000);
afterAll(() => shop.remove());

describe.each(typescripts)("in an editor with %s", (typescript) => {
  let server: LanguageServer;
  beforeAll(async () => {
    server = await LanguageServer.start(typescript, shop.folder);
  }, 60_000);
  afterAll(() => server.stop());

  /** The places at which something else is offered than belongs there. */
  async function misled(name: string, places: readonly Place[]): Promise<object[]> {
    const { text, positions } = withoutCursors(header + places.map(({ code }) => code).join("\n"));
    const file = await shop.write(name, text);
    await server.open(file);
    const found: object[] = [];
    for (const [index, { code, belongs }] of places.entries()) {
      const position = positions[index] ?? { line: 0, character: 0 };
      const offered = await server.completions(file, position);
      const fits = offered.toSorted().join() === belongs.toSorted().join();
      if (!fits) found.push({ code, belongs, offered: offered.slice(0, 20) });
    }
    return found;
  }

  test("a path completes to those of its method", async () => {
    expect(await misled("paths.ts", paths)).toEqual([]);
  });

  test("every place inside every call completes to what belongs there, and to nothing else", async () => {
    const places = placesIn(document);
    expect(places.length).toBeGreaterThan(200);
    expect(await misled("places.ts", places)).toEqual([]);
  }, 120_000);

  test("types of calls, paths of a union type and the codes of errors complete, too", async () => {
    expect(await misled("around.ts", around)).toEqual([]);
  });

  test.each([...unfinished.entries()])(
    "call %i completes before its brackets are closed",
    async (index, place) => {
      expect(await misled(`unfinished-${index}.ts`, [place])).toEqual([]);
    },
  );
});
