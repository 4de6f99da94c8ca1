import { isList, type Json } from "./json.js";

const dateTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i;
const date = /^\d{4}-\d\d-\d\d$/;
const email =
  /^[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*@([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]*[a-z0-9])?$/i;
const uriCharacter = "(?:[\\w!$&'()*+,/:;=@.~-]|%[0-9a-f]{2})";
const uri = new RegExp(
  `^[a-z][a-z0-9+.-]*:(?://[\\w.-]+(?::\\d+)?(?:/${uriCharacter}*)?|(?!//)${uriCharacter}+)` +
    `(?:\\?(?:${uriCharacter}|\\?)*)?(?:#(?:${uriCharacter}|\\?)*)?$`,
  "i",
);
const otherDate = /^\d{4}-\d\d-\d\d[T ]\d|^\d{1,4}[/.]\d{1,2}[/.]\d{1,4}|^[A-Z][a-z]{2},? .*\d{4}/;

/** The JSON Schema type of a value. */
export function jsonType(value: Json): string {
  if (value === null) return "null";
  if (isList(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return typeof value;
}

/** Whether a value is of one of these JSON Schema types; of any where there are none. */
export function isOfType(value: Json, types: readonly string[]): boolean {
  const type = jsonType(value);
  return (
    types.length === 0 || types.includes(type) || (type === "integer" && types.includes("number"))
  );
}

export function isNumberAsText(value: Json): boolean {
  return typeof value === "string" && /^[+-]?\d+(\.\d+)?$/.test(value.trim());
}

/** What a text looks like, in the words of JSON Schema's formats; undefined for any other text. */
export function formatOf(text: string): string | undefined {
  if (!isDay(text.slice(0, 10))) return undefined;
  if (date.test(text)) return "date";
  return dateTime.test(text) && !Number.isNaN(Date.parse(text)) ? "date-time" : undefined;
}

function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** Whether a text has a format; formats that nobody can judge pass. */
export function hasFormat(text: string, format: string): boolean {
  if (format === "date-time" || format === "date") return formatOf(text) === format;
  if (format === "email") return email.test(text);
  return format !== "uri" || (uri.test(text) && URL.canParse(text));
}

/** The type of a value in words that tell nothing else of it. */
export function describeType(value: Json): string {
  if (isList(value)) return "list";
  if (typeof value !== "string") return jsonType(value);
  if (isNumberAsText(value)) return "number as text";
  if (value === "") return "empty text";
  if (/^(true|false)$/i.test(value)) return "boolean as text";
  const format = formatOf(value);
  if (format !== undefined) return format;
  return otherDate.test(value) ? "date of another format" : "text";
}
