import { describe, expect, test } from "vitest";
import { objectAt, type JsonObject } from "../../scripts/document/json.js";
import { nameRequestMembers } from "../../scripts/normalise/name-request-members.js";
import type { Shared } from "../../scripts/normalise/share.js";
import { entityMap } from "./support/sources.js";

const status: JsonObject = { type: "string", enum: ["open", "closed"] };
const data: JsonObject = { description: "What to set.", type: "object", properties: { status } };
const reference = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });

function named(
  requestMembers: JsonObject,
  schemas: JsonObject = {},
): Shared & { text: string; schemas: JsonObject } {
  const schema = { type: "object", properties: { data } };
  const requestBody = { content: { "application/json": { schema } } };
  const paths = { "/cages/{id}": { put: { operationId: "updateCage", requestBody } } };
  const map = entityMap({ requestMembers });
  const shared = nameRequestMembers({ paths, components: { schemas } }, map);
  return {
    ...shared,
    text: JSON.stringify(shared.document),
    schemas: objectAt(objectAt(shared.document, "components"), "schemas"),
  };
}

describe("a member of a request body", () => {
  test("gets the name that is listed for it, and keeps its description where it stands", () => {
    const { text, schemas, different } = named({ CageUpdate: "updateCage.data" });
    expect(schemas).toEqual({ CageUpdate: data });
    const there = { data: { ...reference("CageUpdate"), description: "What to set." } };
    expect(text).toContain(JSON.stringify(there));
    expect(different).toEqual([]);
  });

  test("gets it inside one that has a name as well", () => {
    const { schemas } = named({
      CageUpdate: "updateCage.data",
      CageStatus: "updateCage.data.status",
    });
    expect(schemas).toEqual({
      CageUpdate: { ...data, properties: { status: reference("CageStatus") } },
      CageStatus: status,
    });
  });

  test("that is gone leaves a word that names its place", () => {
    expect(named({ CageMove: "moveCage.data" }).different).toEqual([
      "moveCage.data (CageMove) is in no request body any more",
    ]);
  });

  test("never takes the name of a schema that is there", () => {
    const { schemas, different } = named({ Cage: "updateCage.data" }, { Cage: { type: "string" } });
    expect(schemas).toEqual({ Cage: { type: "string" } });
    expect(different).toEqual(["updateCage.data is not called Cage, since another schema is"]);
  });
});
