import { operationsOf } from "../../scripts/document/document.js";
import { describe, expect, it } from "vitest";
import { typeDeliveries, webhookOf } from "../../scripts/normalise/deliveries.js";
import { objectAt, type JsonObject } from "../../scripts/document/json.js";

const person = { $ref: "#/components/schemas/person" };
const meow: JsonObject = {
  type: "object",
  properties: { person, mood: { type: "string", enum: ["fine", "hungry"] } },
};

function posting(path: string, properties: JsonObject): JsonObject {
  const content = { "application/json": { schema: { type: "object", properties } } };
  return {
    openapi: "3.1.0",
    paths: { [path]: { post: { operationId: "cat_was_heard", requestBody: { content } } } },
    components: { schemas: { person: { type: "object" } } },
  };
}

const published: JsonObject = {
  extras: { type: "object" },
  key: { type: "string" },
  payload: meow,
  site: { type: "string" },
  type: { type: "string" },
};
const path = "/your_api_meow_web_hook_path";

function operationOf(document: JsonObject): JsonObject {
  return objectAt(objectAt(objectAt(document, "paths"), path), "post");
}

function deliveryOf(document: JsonObject): JsonObject {
  const content = objectAt(objectAt(operationOf(document), "requestBody"), "content");
  return objectAt(objectAt(content, "application/json"), "schema");
}

function schemaOf(document: JsonObject, name: string): JsonObject {
  return objectAt(objectAt(objectAt(document, "components"), "schemas"), name);
}

describe("a delivery", () => {
  const document = typeDeliveries(posting(path, published));

  it("has the type that its path names, whatever the operation is called", () => {
    expect(objectAt(deliveryOf(document), "properties")["type"]).toEqual({
      type: "string",
      const: "meow_web_hook",
    });
  });

  it("always has key, payload, site and type, and may have other members", () => {
    expect(deliveryOf(document)["required"]).toEqual(["key", "payload", "site", "type"]);
    expect(objectAt(deliveryOf(document), "properties")["extras"]).toEqual({ type: "object" });
  });

  it("is not said to have a member that the document does not list", () => {
    const { payload = {}, site = {}, type = {} } = published;
    const withoutKey = typeDeliveries(posting(path, { payload, site, type }));
    expect(deliveryOf(withoutKey)["required"]).toEqual(["payload", "site", "type"]);
  });

  it("is required, and needs no bearer token: its key authenticates it", () => {
    expect(objectAt(operationOf(document), "requestBody")["required"]).toBe(true);
    expect(operationOf(document)["security"]).toEqual([]);
  });

  it("keeps the type that entities.yaml remembers when its path does not tell it", () => {
    const document = posting("/hooks/meow", published);
    const id = operationsOf(document)[0]?.id ?? "";
    const remembered = typeDeliveries(document, new Map([[id, "meow_web_hook"]]));
    expect(JSON.stringify(remembered)).toContain('"const":"meow_web_hook"');
  });
});

describe("a payload", () => {
  const document = typeDeliveries(posting(path, published));

  it("becomes a component named after the webhook, next to those that are there", () => {
    expect(objectAt(deliveryOf(document), "properties")["payload"]).toEqual({
      $ref: "#/components/schemas/meow_webhook_payload",
    });
    expect(Object.keys(objectAt(schemaOf(document, "meow_webhook_payload"), "properties"))).toEqual(
      ["person", "mood"],
    );
    expect(schemaOf(document, "person")).toEqual({ type: "object" });
  });

  it("keeps its values open: a list of known values is no promise", () => {
    expect(objectAt(schemaOf(document, "meow_webhook_payload"), "properties")["mood"]).toEqual({
      type: "string",
      "x-extensible-enum": ["fine", "hungry"],
    });
  });

  it("that is published as a component is another name of it", () => {
    const referring = typeDeliveries(posting(path, { ...published, payload: person }));
    expect(schemaOf(referring, "meow_webhook_payload")).toEqual(person);
  });

  it("that nothing is published about is unknown", () => {
    const { key = {}, type = {} } = published;
    const silent = typeDeliveries(posting(path, { key, type }));
    expect(schemaOf(silent, "meow_webhook_payload")).toEqual({});
  });
});

describe("the webhook of an operation", () => {
  it("is its type and the component that it carries", () => {
    expect(webhookOf(operationOf(typeDeliveries(posting(path, published))))).toEqual({
      type: "meow_web_hook",
      payload: "meow_webhook_payload",
    });
  });

  it("is none before deliveries are typed", () => {
    expect(webhookOf(operationOf(posting(path, published)))).toBeUndefined();
    expect(webhookOf({})).toBeUndefined();
  });
});
