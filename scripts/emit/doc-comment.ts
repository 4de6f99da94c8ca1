import { stringAt, type JsonObject } from "../document/json.js";

/** The summary and description of an operation, and whether it is deprecated, in front of what declares it. */
export function docComment(object: JsonObject): string {
  const texts = [stringAt(object, "summary"), stringAt(object, "description")];
  const paragraphs = texts
    .filter((text) => text !== undefined)
    .map((text) => ` * ${text.trim().replaceAll("*/", "*\\/")}\n`);
  if (object["deprecated"] === true) paragraphs.push(" * @deprecated\n");
  return paragraphs.length === 0 ? "" : `/**\n${paragraphs.join(" *\n")} */\n`;
}
