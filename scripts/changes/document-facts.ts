import type { Document } from "../document/document.js";
import { arrayAt, isObject, objectAt, stringAt, type Json } from "../document/json.js";
import type { Change } from "../changes.js";

/** Changes of what a document says about all of its operations: where they are, and how one proves who one is. */
export function compareDocumentFacts(previous: Document, next: Document): Change[] {
  return [
    ...compareTexts("servers", serversOf(previous), serversOf(next)),
    ...compareTexts("security", securityOf(previous), securityOf(next)),
    ...compareSchemes(schemesOf(previous), schemesOf(next)),
  ];
}

/** The addresses of the API, without a slash at the end. */
export function serversOf(document: Document): string[] {
  return arrayAt(document, "servers").flatMap((server) => {
    const url = isObject(server) ? stringAt(server, "url") : undefined;
    return url === undefined ? [] : [url.replace(/\/+$/, "")];
  });
}

function securityOf(document: Document): string[] {
  return arrayAt(document, "security").map((requirement) =>
    isObject(requirement) ? Object.keys(requirement).join(" + ") : "",
  );
}

/** The security schemes by name, each in a few words: `http bearer`, `apiKey in header X-Api-Key`. */
export function schemesOf(document: Document): Map<string, string> {
  const schemes = objectAt(objectAt(document, "components"), "securitySchemes");
  return new Map(Object.entries(schemes).map(([name, scheme]) => [name, describeScheme(scheme)]));
}

function describeScheme(scheme: Json): string {
  if (!isObject(scheme)) return "nothing";
  const place = stringAt(scheme, "in");
  const parts = [stringAt(scheme, "type"), stringAt(scheme, "scheme")];
  const where = place === undefined ? [] : [`in ${place}`, stringAt(scheme, "name")];
  return [...parts, ...where].filter((part) => part !== undefined).join(" ");
}

function compareTexts(place: string, was: readonly string[], is: readonly string[]): Change[] {
  const [before, after] = [was.join(", "), is.join(", ")];
  if (before === after) return [];
  const detail = `${after || "none"}, was ${before || "none"}`;
  return [{ place, kind: "changed", breaking: false, detail }];
}

/** A renamed scheme shows in what the document requires. */
function compareSchemes(
  was: ReadonlyMap<string, string>,
  is: ReadonlyMap<string, string>,
): Change[] {
  return [...is].flatMap(([name, scheme]): Change[] =>
    compareTexts(`security scheme ${name}`, [was.get(name) ?? scheme], [scheme]),
  );
}
