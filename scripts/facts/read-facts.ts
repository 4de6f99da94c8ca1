import type { Location } from "../findings.js";
import { isArray, isObject, objectAt, stringAt, type JsonObject } from "../document/json.js";
import type { YamlSource } from "../document/yaml-source.js";
import { Problem } from "../problem.js";

const factKinds = ["remove", "replace", "add", "refine"] as const;
export type FactKind = (typeof factKinds)[number];

/** What we know of one place beyond, or better than, what is published. */
export interface Fact {
  readonly kind: FactKind;
  /** The name of the place, such as `Coupon.valid_until` or `createOrigin, body`. */
  readonly place: string;
  /** What is known; for `remove` the schema that goes. */
  readonly schema: JsonObject;
  /** For `replace` and `remove`: the schema, word for word, that the fact was written for. */
  readonly published?: JsonObject;
  readonly at: Location;
  /** Whether it stands in for a shared schema as long as that is not published. */
  readonly isStandIn: boolean;
}

/** Reads `openapi/*.facts.yaml`: a list of facts in groups, each group with its evidence. */
export function readFacts(source: YamlSource): Fact[] {
  if (!isArray(source.value))
    throw new Problem(`${source.file}: a YAML list is expected at the top`);
  return source.value.flatMap((group, index): Fact[] => {
    const at = source.at(String(index));
    const problem = (text: string): Problem => new Problem(`${at.file}:${at.line}: ${text}`);
    if (!isObject(group)) throw problem("a YAML mapping is expected");
    if (stringAt(group, "because") === undefined) {
      throw problem("facts need their evidence, as the text of `because`");
    }
    const known: readonly string[] = ["because", "until", ...factKinds];
    const unknown = Object.keys(group).find((key) => !known.includes(key));
    if (unknown !== undefined) throw problem(`\`${unknown}\` is none of ${known.join(", ")}`);
    return factKinds.flatMap((kind) =>
      Object.keys(objectAt(group, kind)).map((place): Fact => {
        const schema = objectAt(group, kind)[place];
        const location = source.at(String(index), kind, place);
        if (!isObject(schema)) throw problem(`${place}: a YAML mapping is expected`);
        const isStandIn = "until" in group;
        const base = { kind, place, at: location, isStandIn };
        if (kind === "remove") return { ...base, schema, published: schema };
        if (kind !== "replace") return { ...base, schema };
        if (!isObject(schema["published"]) || !isObject(schema["by"])) {
          throw problem(`${place}: \`replace\` needs \`published\`, word for word, and \`by\``);
        }
        return { ...base, schema: schema["by"], published: schema["published"] };
      }),
    );
  });
}
