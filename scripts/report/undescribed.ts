import { resolve, type Document } from "../document/document.js";
import { arrayAt, isObject, objectAt, stringAt, type Json } from "../document/json.js";
import { summaryFromId } from "../normalise.js";
import { memberPath } from "../changes/schema-diff.js";
import { readParameter, type PublicFace, type Surface } from "../changes/surface.js";

/** The operations, parameters and members that an editor shows without a word of explanation. */
export function undescribed(document: Document, face: PublicFace): string[] {
  const components = objectAt(document, "components");
  const inOperations = face
    .surfaces(document)
    .flatMap((surface) => [
      ...(hasOwnSummary(surface) ? [] : [surface.label]),
      ...[
        ...undescribedParameters(surface),
        ...undescribedMembers(document, surface.body?.schema, "body"),
        ...undescribedMembers(document, surface.answer.schema, surface.answer.path),
      ].map((place) => `${surface.label}, ${place}`),
    ]);
  const sharedParameters = Object.keys(objectAt(components, "parameters")).flatMap((name) =>
    readParameter(document, { $ref: `#/components/parameters/${name}` })
      .filter(({ description }) => description === undefined)
      .map(({ label }) => label),
  );
  const inComponents = Object.entries(objectAt(components, "schemas")).flatMap(([name, schema]) =>
    undescribedMembers(document, schema, name),
  );
  return [...new Set([...inOperations, ...sharedParameters, ...inComponents])];
}

function hasOwnSummary({ summary, operationId }: Surface): boolean {
  return summary !== undefined && summary !== summaryFromId(operationId);
}

function undescribedParameters({ parameters }: Surface): string[] {
  return parameters
    .filter(({ component, description }) => component === undefined && description === undefined)
    .map(({ label }) => label);
}

function undescribedMembers(document: Document, schema: Json | undefined, path: string): string[] {
  if (!isObject(schema) || schema["$ref"] !== undefined) return [];
  const members = Object.entries(objectAt(schema, "properties")).flatMap(([name, member]) => {
    const place = memberPath(path, name);
    return [
      ...(isDescribed(document, member) ? [] : [place]),
      ...undescribedMembers(document, member, place),
    ];
  });
  const alternatives = ["anyOf", "oneOf", "allOf"].flatMap((keyword) => arrayAt(schema, keyword));
  return [
    ...members,
    ...undescribedMembers(document, schema["items"], `${path}[]`),
    ...undescribedMembers(document, schema["additionalProperties"], `${path}[key]`),
    ...alternatives.flatMap((part) => undescribedMembers(document, part, path)),
  ];
}

/** A member may leave the word to the component that it refers to. */
function isDescribed(document: Document, member: Json): boolean {
  const target = resolve(document, member);
  return [member, target].some(
    (schema) => isObject(schema) && stringAt(schema, "description") !== undefined,
  );
}
