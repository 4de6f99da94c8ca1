import { parse, stringify } from "yaml";
import type { Document } from "../../../scripts/document/document.js";
import { readEntityMap, type EntityMap } from "../../../scripts/document/entity-map.js";
import type { Json } from "../../../scripts/document/json.js";
import { Published } from "../../../scripts/document/published.js";
import { YamlSource } from "../../../scripts/document/yaml-source.js";

export function sourceOf(file: string, text: string): YamlSource {
  return new YamlSource(file, text, parse(text) as Json);
}

export function entityMap(value: Json): EntityMap {
  return readEntityMap(sourceOf("entities.yaml", stringify(value)));
}

/** A document as if it had been pulled. */
export function published(document: Document): Published {
  return new Published(document, sourceOf("pets/openapi.yaml", stringify(document)));
}
