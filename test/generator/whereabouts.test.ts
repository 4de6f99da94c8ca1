import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import type { Document } from "../../scripts/document/document.js";
import { OperationNames } from "../../scripts/document/operation-names.js";
import { Published } from "../../scripts/document/published.js";
import { Whereabouts } from "../../scripts/document/whereabouts.js";
import { sourceOf } from "./support/sources.js";

const fixture = new URL("fixtures/published/v2/openapi.yaml", import.meta.url);
const text = await readFile(fixture, "utf8");
const source = sourceOf("v2/openapi.yaml", text);
const published = new Published(source.value as Document, source);
const member = ["paths", "/api/v2/members/{member_slug}"];
const answer = ["get", "responses", "200", "content", "application/json", "example", "result"];

const whereabouts = new Whereabouts(
  published,
  // As entities.yaml remembers an operation that is called listBadges by now.
  new OperationNames(published.document, new Map([["allBadges", "GET /api/v2/badges"]])),
  new Map([["Member", [...member, ...answer, "member"]]]),
);

/** The published line that is named for a place. */
function lineOf(place: string): string | undefined {
  const location = whereabouts.of(place);
  return location && text.split("\n")[location.line - 1]?.trim();
}

describe("the published line of", () => {
  test.each([
    ["an operation", "listBadges", "get:"],
    ["an operation under the name that it had", "allBadges", "get:"],
    ["an operation by method and path", "GET /api/v2/badges", "get:"],
    ["a parameter", "listBadges, query parameter page", "- name: page"],
    ["a parameter that is missing", "listBadges, query parameter per_page", "parameters:"],
    ["a status", "findMember, status 400", '"400":'],
    ["a result", "findMember, result.member", "responses:"],
    ["a member of a body", "updateMember, body.data.nickname", "nickname:"],
    ["a member that a body lacks", "updateMember, body.data.age", "data:"],
    ["a component", "member_slug", "member_slug:"],
    ["a member of an entity, in the example that shows it", "Member.joined_at", "joined_at:"],
    ["a member of an entity that no example shows", "Member.age", "member:"],
  ])("%s", (_, place, line) => {
    expect(lineOf(place)?.replace(/: "2025.*/, ":")).toBe(line);
  });

  test.each([
    ["an operation that is not there", "listShelves, query parameter page"],
    ["an entity that is not there", "Shelf.name"],
  ])("%s is none", (_, place) => {
    expect(whereabouts.of(place)).toBeUndefined();
  });

  test("a path in the document is that of its end", () => {
    const { file, line } = whereabouts.ofPath([...member, "put", "operationId"]);
    expect(file).toBe("v2/openapi.yaml");
    expect(text.split("\n")[line - 1]?.trim()).toBe("operationId: updateMember");
  });
});

test("an operation is called by its method and path, whichever name of it is known", () => {
  for (const name of ["listBadges", "allBadges"]) {
    expect(whereabouts.labelOf(name)).toBe("GET /api/v2/badges");
  }
  expect(whereabouts.labelOf("listShelves")).toBe("listShelves");
});
