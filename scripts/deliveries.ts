import { mapOperations, type Document } from "./document.js";
import { isObject, mapValues, objectAt, type JsonObject } from "./json.js";

const path = /^\/your_api_(.+)_path$/;
const alwaysSent = ["key", "payload", "site", "type"];

/**
 * The webhooks document names each event only in the path to which it is posted and in an example. The path becomes
 * the literal `type`, and the members that every delivery has become required.
 */
export function typeDeliveries(document: Document): Document {
  return mapOperations(document, (operation) => {
    const event = path.exec(operation.path)?.[1];
    if (event === undefined) return operation.object;
    const requestBody = objectAt(operation.object, "requestBody");
    const content = mapValues(objectAt(requestBody, "content"), (media) =>
      isObject(media) ? { ...media, schema: delivery(objectAt(media, "schema"), event) } : media,
    );
    // What authenticates a delivery is the key in its body.
    return {
      ...operation.object,
      security: [],
      requestBody: { ...requestBody, required: true, content },
    };
  });
}

function delivery(schema: JsonObject, event: string): JsonObject {
  const published = objectAt(schema, "properties");
  const properties = { ...published, type: { type: "string", const: event } };
  return { ...schema, properties, required: alwaysSent.filter((name) => name in properties) };
}
