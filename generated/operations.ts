/** What the client has to know about an operation when it sends a request. */
export interface OperationTraits {
  /** The operationId of the OpenAPI document. */
  readonly id: string;
  /** Where the API expects the site's slug. */
  readonly siteSlug: "query" | "body";
  /** How the request body is encoded; absent when the operation takes none. */
  readonly body?: "json" | "multipart";
  /** False when a success is `{ok: true}` alone. */
  readonly hasResult: boolean;
}

/** Every operation of the API, by HTTP method and path template. */
export const operationTable: Readonly<Record<string, OperationTraits>> = {
  "GET /api/v2/people/{person_slug}": { id: "findPerson", siteSlug: "query", hasResult: true },
};
