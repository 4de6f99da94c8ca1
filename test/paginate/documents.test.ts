import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { isRecord } from "../../src/record.js";

/** What an operation is, as far as paging goes. */
interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly { readonly name?: string }[];
  readonly responses: Record<string, unknown>;
}

function at(value: unknown, ...names: readonly string[]): unknown {
  return names.reduce((inner, name) => (isRecord(inner) ? inner[name] : undefined), value);
}

test("every operation with pages has one list in its result, and if it has a `total`, that is a number", async () => {
  const url = new URL("../../openapi/v2.yaml", import.meta.url);
  const document = parse(await readFile(url, "utf8")) as {
    paths: Record<string, { get?: Operation }>;
  };
  const paged = Object.values(document.paths).flatMap(({ get }) => {
    const names = get?.parameters?.map(({ name }) => name) ?? [];
    return get && names.includes("page") && names.includes("per_page") ? [get] : [];
  });
  expect(paged.map(({ operationId }) => operationId)).toContain("listAssets");
  for (const { operationId, responses } of paged) {
    const content = at(responses, "200", "content", "application/json", "schema", "properties");
    const result = at(content, "result");
    const members =
      at(result, "type") === "array" ? [result] : Object.values(at(result, "properties") ?? {});
    const lists = members.filter((member) => at(member, "type") === "array");
    expect(
      lists,
      `${operationId}: src/paginate/pages.ts takes the first list of a result`,
    ).toHaveLength(1);
    const total = at(result, "properties", "total");
    if (total !== undefined) expect(at(total, "type"), `${operationId}: total`).toBe("integer");
  }
});
