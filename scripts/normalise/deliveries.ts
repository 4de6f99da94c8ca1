import { mapOperations, rewrite, withSchemas, type Document } from "../document/document.js";
import {
  isObject,
  mapValues,
  objectAt,
  omit,
  stringAt,
  stringsAt,
  type JsonObject,
} from "../document/json.js";

/** The `type` of the webhook that is posted to a path; undefined for any other path. */
export function webhookTypeOf(path: string): string | undefined {
  return /^\/your_api_(.+)_path$/.exec(path)?.[1];
}

const alwaysSent = ["key", "payload", "site", "type"];

/**
 * The webhooks document names each event only in the path to which it is posted and in an example. The path becomes
 * the literal `type` (else it is the one that entities.yaml remembers), the members that every delivery has become required, the payload becomes a component
 * (`reward_web_hook` carries a `reward_webhook_payload`), and lists of values become open.
 */
export function typeDeliveries(
  document: Document,
  remembered: ReadonlyMap<string, string> = new Map(),
): Document {
  const payloads: [string, JsonObject][] = [];
  const typed = mapOperations(document, (operation) => {
    const event =
      webhookTypeOf(operation.path) ??
      remembered.get(operation.id) ??
      `${operation.id.replace(/_?web_?hook$/, "")}_web_hook`;
    const payload = payloadName(event);
    const requestBody = objectAt(operation.object, "requestBody");
    const content = mapValues(objectAt(requestBody, "content"), (media) => {
      if (!isObject(media)) return media;
      const schema = objectAt(media, "schema");
      payloads.push([payload, objectAt(objectAt(schema, "properties"), "payload")]);
      return { ...media, schema: delivery(schema, event, payload) };
    });
    // What authenticates a delivery is the key in its body.
    return {
      ...operation.object,
      security: [],
      requestBody: { ...requestBody, required: true, content },
    };
  });
  return rewrite(withSchemas(typed, Object.fromEntries(payloads)), openEnum);
}

/** The values that the document lists are those of today: a shop's handler has to bear the ones that follow. */
function openEnum(object: JsonObject): JsonObject {
  const values = stringsAt(object, "enum");
  return values.length === 0 ? object : { ...omit(object, ["enum"]), "x-extensible-enum": values };
}

/** The component that the payload of a webhook becomes. */
export function payloadName(event: string): string {
  return `${event.replace(/web_hook$/, "webhook")}_payload`;
}

function delivery(schema: JsonObject, event: string, payload: string): JsonObject {
  const published = objectAt(schema, "properties");
  const properties: JsonObject = {
    ...published,
    payload: { $ref: `#/components/schemas/${payload}` },
    type: { type: "string", const: event },
  };
  return { ...schema, properties, required: alwaysSent.filter((name) => name in properties) };
}

/** The `type` of the webhook that an operation stands for, and the component that it carries. */
export function webhookOf(operation: JsonObject): { type: string; payload: string } | undefined {
  const content = objectAt(objectAt(operation, "requestBody"), "content");
  for (const media of Object.values(content)) {
    const schema = objectAt(isObject(media) ? media : {}, "schema");
    const properties = objectAt(schema, "properties");
    const type = stringAt(objectAt(properties, "type"), "const");
    const reference = stringAt(objectAt(properties, "payload"), "$ref");
    if (type !== undefined && reference !== undefined) {
      return { type, payload: reference.slice("#/components/schemas/".length) };
    }
  }
  return undefined;
}
