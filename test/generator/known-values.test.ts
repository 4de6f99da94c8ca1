import { expect, it } from "vitest";
import { getAt } from "../../scripts/document/at.js";
import type { Example } from "../../scripts/document/examples.js";
import { withSeenValues, type WithValues } from "../../scripts/facts/known-values.js";
import { newMessages, errorHashes } from "../../scripts/report/error-messages.js";
import { answers, documentOf, object, operation, thing } from "./support/documents.js";

const status = { type: "string", "x-extensible-enum": ["new"] };
const document = documentOf({
  paths: { "/thing": { get: operation("findThing", answers(thing)) } },
  schemas: { Thing: object({ status, list: { type: "array", items: status } }) },
});

function example(value: Example["value"], code = "200"): Example {
  const rest = { mediaType: "application/json", name: "example", path: [] };
  return { operationId: "findThing", status: code, value, ...rest };
}

function seen(result: Example["value"], placeholder = ""): WithValues {
  const examples = [example({ ok: true, result })];
  return withSeenValues(document, examples, (_path, value) => value === placeholder);
}

it("a set of known values gets what examples show beyond it, in a list too", () => {
  const { document: grown, fresh } = seen({ status: "old", list: ["new", "odd"] });
  const place = ["components", "schemas", "Thing", "properties"];
  expect(getAt(grown, [...place, "status", "x-extensible-enum"])).toEqual(["new", "old"]);
  expect(getAt(grown, [...place, "list", "items", "x-extensible-enum"])).toEqual(["new", "odd"]);
  expect(fresh.map(([, value]) => value)).toEqual(["old", "odd"]);
});

it("a value that is known, or a placeholder, adds nothing", () => {
  expect(seen({ status: "new" }).document).toBe(document);
  expect(seen({ status: "dummy" }, "dummy").document).toBe(document);
});

it("a new error message is told, without anybody's address, and none when nothing was known before", () => {
  const before = [example({ ok: false, error_message: "No." }, "400")];
  const after = [...before, example({ ok: false, error_message: "No ann@example.com." }, "400")];
  const label = (): string => "GET /thing";
  expect(newMessages(errorHashes(before), after, label)).toEqual([
    "GET /thing: new error message: No …",
  ]);
  expect(newMessages(errorHashes(after), before, label)).toEqual([]);
  expect(newMessages(undefined, after, label)).toEqual([]);
});
