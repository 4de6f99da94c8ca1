import { answer, at, bodyData, listAt, operation, operations } from "../support/edit.js";
import { isNode, type Node, type Value } from "../support/published.js";
import type { Row } from "../support/row.js";

/** The same API, written in another way: nothing may come of it. */
function rewritten(name: string, change: Row["change"], ...types: readonly string[]): Row {
  return {
    name,
    change,
    exit: 0,
    report: ["REST API: no change of types"],
    silent: ["BREAKING", "Words to delete"],
    types: [
      "Person.sub_choice: boolean",
      "GET /api/v2/campaigns result: { campaigns: Campaign[] }",
      ...types,
    ],
  };
}

function component(v2: Node, kind: string, name: string, value: Value): Node {
  const components = at(v2, "components");
  components[kind] = { ...(isNode(components[kind]) ? components[kind] : {}), [name]: value };
  return { $ref: `#/components/${kind}/${name}` };
}

const person = "PUT /api/v2/people/{person_slug}";

export const rewrittenAlike: Row[] = [
  rewritten(
    "an error answer moves to the components",
    ({ v2 }) => {
      const responses = at(operation(v2, "GET /api/v2/assets/{id}"), "responses");
      responses["400"] = component(v2, "responses", "not_found", responses["400"] ?? null);
    },
    "operations.findAsset.responses.400 present",
  ),
  rewritten("a success answer moves to the components", ({ v2 }) => {
    const responses = at(operation(v2, "GET /api/v2/campaigns"), "responses");
    responses["200"] = component(v2, "responses", "campaigns", responses["200"] ?? null);
  }),
  rewritten("an example moves to the components", ({ v2 }) => {
    const media = answer(v2, "GET /api/v2/campaigns");
    const shown = component(v2, "examples", "campaigns", { value: media["example"] ?? null });
    Reflect.deleteProperty(media, "example");
    media["examples"] = { campaigns: shown };
  }),
  rewritten(
    "the body that an operation takes moves to the components",
    ({ v2 }) => {
      const one = operation(v2, person);
      one["requestBody"] = component(v2, "requestBodies", "person", one["requestBody"] ?? null);
    },
    `${person} body.data.custom_properties?: CustomPropertiesInput`,
  ),
  rewritten(
    "a parameter moves from an operation to its path",
    ({ v2 }) => {
      const item = at(v2, "paths", "/api/v2/assets/{id}");
      const get = at(item, "get");
      const [id, ...others] = listAt(get, "parameters");
      item["parameters"] = [id ?? null];
      get["parameters"] = others;
    },
    "GET /api/v2/assets/{id} path.id: number",
  ),
  {
    ...rewritten(
      "a parameter moves to the components",
      ({ v2 }) => {
        const get = operation(v2, "GET /api/v2/assets");
        get["parameters"] = listAt(get, "parameters").map((one) =>
          isNode(one) && one["name"] === "page" ? component(v2, "parameters", "page", one) : one,
        );
      },
      "GET /api/v2/assets query.page?: number",
      "GET /api/v2/assets query.per_page?: number",
    ),
    // It is one for all operations by now, and what was said of it in one of them need not hold.
    report: ["REST API: no change of types", "Words to delete"],
    silent: ["BREAKING"],
  },
  rewritten("one example is published as several", ({ v2 }) => {
    const media = answer(v2, "GET /api/v2/campaigns");
    const value = media["example"] ?? null;
    Reflect.deleteProperty(media, "example");
    media["examples"] = { one: { value }, another: { value, summary: "The same" } };
  }),
  rewritten(
    "a member's schema is wrapped in allOf",
    ({ v2 }) => {
      const properties = at(bodyData(v2, person), "properties");
      properties["username"] = { allOf: [properties["username"] ?? null] };
    },
    `${person} body.data.username?: string`,
  ),
  rewritten("operations lose their tags, descriptions and summaries", ({ v2 }) => {
    for (const one of operations(v2)) {
      for (const name of ["tags", "description", "summary"]) Reflect.deleteProperty(one, name);
    }
  }),
  rewritten(
    "vendor extensions are published everywhere",
    ({ v2 }) => {
      v2["x-origin"] = "generated";
      for (const one of operations(v2)) one["x-internal-id"] = { team: "api", type: "string" };
      at(bodyData(v2, person), "properties", "username")["x-order"] = 3;
    },
    `${person} body.data.username?: string`,
  ),
];
