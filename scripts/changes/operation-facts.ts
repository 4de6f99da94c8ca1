import { resolve, type Document } from "../document/document.js";
import { isObject, objectAt, type JsonObject } from "../document/json.js";
import type { Change } from "../changes.js";
import { deprecationDetail } from "./union-diff.js";
import type { Surface } from "./surface.js";

/** What an operation says of itself besides what it takes and gives: its statuses, their media types, its deprecation. */
export function compareOperationFacts(
  [previous, next]: readonly [Document, Document],
  before: Surface,
  after: Surface,
): Change[] {
  const place = after.label;
  const was = responsesOf(previous, before);
  const is = responsesOf(next, after);
  const statuses = [...new Set([...was.keys(), ...is.keys()])].sort();
  return [
    ...(before.isDeprecated === after.isDeprecated
      ? []
      : [
          {
            place,
            kind: "changed",
            breaking: false,
            detail: deprecationDetail(after.isDeprecated),
          } as const,
        ]),
    ...statuses.flatMap((status): Change[] => {
      const [old, current] = [was.get(status), is.get(status)];
      // What calls give is compared apart; nobody takes errors apart by their status in types.
      const change = { place: `${place}, status ${status}`, breaking: false };
      if (old === undefined) return [{ ...change, kind: "added", detail: current ?? "" }];
      if (current === undefined) return [{ ...change, kind: "removed", detail: `was ${old}` }];
      if (old === current) return [];
      return [{ ...change, kind: "changed", detail: `${current}, was ${old}` }];
    }),
  ];
}

/** The media types of each status. */
function responsesOf(document: Document, { responses }: Surface): Map<string, string> {
  return new Map(
    Object.entries(responses).map(([status, value]) => {
      const response = resolve(document, value);
      const content: JsonObject = isObject(response) ? objectAt(response, "content") : {};
      return [status, Object.keys(content).sort().join(", ") || "no body"] as const;
    }),
  );
}
