import { describe, expect, it } from "vitest";
import { nameInlineObjects } from "../../scripts/normalise/inline-objects.js";
import { objectAt, type JsonObject } from "../../scripts/document/json.js";
import type { Shared } from "../../scripts/normalise/share.js";
import { entityMap } from "./support/sources.js";

const claw: JsonObject = { type: "object", properties: { length: { type: "number" } } };
const paw: JsonObject = { type: "object", properties: { claw, toes: { type: "integer" } } };
const reference = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });

function having(properties: JsonObject): JsonObject {
  return { type: "object", properties };
}

function name(schemas: JsonObject, inlineObjects: JsonObject): Shared & { schemas: JsonObject } {
  const map = entityMap({ inlineObjects });
  const shared = nameInlineObjects({ components: { schemas } }, map);
  return { ...shared, schemas: objectAt(objectAt(shared.document, "components"), "schemas") };
}

describe("an object inside a component", () => {
  it("gets the name that is listed for its place, also inside another one", () => {
    const { schemas, different } = name(
      { cat: having({ paw }) },
      { paw: ["cat.paw"], claw: ["paw.claw"] },
    );
    expect(schemas).toEqual({
      cat: having({ paw: reference("paw") }),
      paw: having({ claw: reference("claw"), toes: { type: "integer" } }),
      claw,
    });
    expect(different).toEqual([]);
  });

  it("is one component wherever it is listed under the same name", () => {
    const { schemas } = name(
      { cat: having({ front: claw }), dog: having({ hind: claw }) },
      { claw: ["cat.front", "dog.hind"] },
    );
    expect(schemas).toEqual({
      cat: having({ front: reference("claw") }),
      dog: having({ hind: reference("claw") }),
      claw,
    });
  });

  it("that is not listed is named after the component around and the property", () => {
    const { schemas } = name({ cat: having({ paw }) }, {});
    expect(Object.keys(schemas).sort()).toEqual(["cat", "cat_paw", "cat_paw_claw"]);
  });

  it("of a new component leaves the names of all others as they are", () => {
    const listed = { claw: ["cat.claw"] };
    const before = name({ cat: having({ claw }) }, listed).schemas;
    const after = name({ bear: having({ claw: paw }), cat: having({ claw }) }, listed);
    expect(after.schemas).toMatchObject(before);
    expect(after.schemas["bear"]).toEqual(having({ claw: reference("bear_claw") }));
    expect(after.different).toEqual([]);
  });

  it("that has come to differ gets a name of its own, and the place is reported", () => {
    const changed = having({ length: { type: "string" } });
    const { schemas, different } = name(
      { cat: having({ claw }), dog: having({ claw: changed }) },
      { claw: ["cat.claw", "dog.claw"] },
    );
    expect(schemas["claw"]).toEqual(claw);
    expect(schemas["dog_claw"]).toEqual(changed);
    expect(different).toEqual(["dog.claw is not claw any more"]);
  });

  it("never replaces a published component of the same name", () => {
    const { schemas, different } = name(
      { cat: having({ paw: claw }), paw: { type: "string" } },
      { paw: ["cat.paw"] },
    );
    expect(schemas["paw"]).toEqual({ type: "string" });
    expect(schemas["cat_paw"]).toEqual(claw);
    expect(different).toEqual(["cat.paw is not paw any more"]);
  });

  it("is reported when it is listed and gone", () => {
    expect(name({ cat: having({}) }, { paw: ["cat.paw"] }).different).toEqual([
      "cat.paw is not paw any more",
    ]);
  });

  it("without members of its own stays where it is", () => {
    const cat = having({ extras: { type: "object" }, name: { type: "string" } });
    expect(name({ cat }, {}).schemas).toEqual({ cat });
  });
});
