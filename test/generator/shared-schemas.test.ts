import { describe, expect, it } from "vitest";
import { objectAt, type JsonObject } from "../../scripts/document/json.js";
import { normalise } from "../../scripts/normalise.js";
import { published } from "./support/sources.js";

const pets: JsonObject = {
  openapi: "3.0.3",
  paths: {},
  components: {
    schemas: {
      phone_number: { type: "string" },
      person: {
        type: "object",
        properties: {
          phone_number: { $ref: "../schemas.yaml#/phone_number" },
          born_at: { $ref: "../schemas.yaml#/date_time" },
        },
      },
    },
  },
};

function schemasOf(document: JsonObject): JsonObject {
  return objectAt(objectAt(document, "components"), "schemas");
}

describe("a schema that both documents refer to and nobody publishes", () => {
  it("is left for the overlay, and reported as missing", () => {
    const { document, missingSchemas } = normalise(published(pets));
    expect(schemasOf(document)["date_time"]).toEqual({});
    expect(missingSchemas).toEqual(["date_time"]);
  });

  it("is the document's own component where that has the same name", () => {
    const { document } = normalise(published(pets));
    expect(schemasOf(document)["phone_number"]).toEqual({ type: "string" });
  });

  it("wins over the document's own component once it is published", () => {
    const { document, missingSchemas } = normalise(published(pets), {
      date_time: { type: "string" },
      phone_number: { type: "string", pattern: "^\\+" },
    });
    expect(schemasOf(document)["phone_number"]).toEqual({ type: "string", pattern: "^\\+" });
    expect(missingSchemas).toEqual([]);
  });
});
