import { describe, expect, test, vi } from "vitest";
import * as talkable from "../../src/index.js";
import { apiErrorFor } from "../../src/errors/api-errors.js";

const operation = "GET /api/v2/people/{person_slug}";

function errorFor(status: number, errorMessage: string): talkable.APIError {
  return apiErrorFor({ operation, attempts: 1, status, errorMessage, headers: new Headers() });
}

describe("every error message the API is known to send", () => {
  const known: [number, string, string][] = [
    [400, "No asset found by `id`.", "NotFoundError"],
    [400, "Loyalty member not found", "NotFoundError"],
    [400, "Loyalty member is not active", "BadRequestError"],
    [400, "No loyalty campaign found for the member", "NotFoundError"],
    [400, "No action configurations found for identifier `random`", "NotFoundError"],
    [
      400,
      "Invalid member_dates format, expected an array of objects with `date` and `identifier` keys",
      "BadRequestError",
    ],
    [400, "not enough points", "BadRequestError"],
    [400, "No metric found.", "NotFoundError"],
    [
      400,
      "Unsupported option for period segmentation. Supported options: day, week, month, quarter, year",
      "BadRequestError",
    ],
    [400, "Invalid `advocate_email`.", "BadRequestError"],
    [400, "Invalid `friend_email`.", "BadRequestError"],
    [400, "No campaign found.", "NotFoundError"],
    [400, "No offer found by id.", "NotFoundError"],
    [400, "Wrong sharing channel: email", "BadRequestError"],
    [400, '`type` must be within ["AffiliateMember", "Purchase", "Event"]', "BadRequestError"],
    [400, "Email isn't valid", "BadRequestError"],
    [
      400,
      "Duplicate entity: Talkable already has existing Event with the same event_number but different data\n",
      "DuplicateError",
    ],
    [
      400,
      "Duplicate entity: Talkable already has existing Purchase with the same order_number but different data\n",
      "DuplicateError",
    ],
    [400, "No person found by `person_slug`.", "NotFoundError"],
    [400, "found unpermitted parameter: :foo", "BadRequestError"],
    [400, "No origin found by `origin_slug`.", "NotFoundError"],
    [400, "Origin has already been refunded", "BadRequestError"],
    [400, "`recipients` is required", "BadRequestError"],
    [400, "`channel` is invalid", "BadRequestError"],
    [400, "No visitor offer found by id.", "NotFoundError"],
    [400, "No site found by `site_slug`.", "NotFoundError"],
    [422, "Validation failed: File name has already been taken", "UnprocessableEntityError"],
    [
      422,
      "Validation failed: Points adjustment must result in member points balance between 0 and available points limit",
      "UnprocessableEntityError",
    ],
    [
      422,
      "Validation failed: Identifier can contain lowercase letters, numbers and '_' only and cannot begin with a number",
      "UnprocessableEntityError",
    ],
    [
      422,
      "Validation failed: Username has already been taken. Please try another one.",
      "UnprocessableEntityError",
    ],
    [422, "Validation failed: Email isn't valid", "UnprocessableEntityError"],
    [404, "NotFound", "NotFoundError"],
  ];

  test("all 31 of the documents, and the 404 of the Ruby gem, are in this table", () => {
    expect(new Set(known.map(([, message]) => message)).size).toBe(32);
  });

  test.each(known)("%i %s", (status, message, name) => {
    const error = errorFor(status, message);
    expect(error.name).toBe(name);
    expect(error.status).toBe(status);
    expect(error.errorMessage).toBe(message);
  });
});

describe("every status has its class", () => {
  test.each([
    [400, "BadRequestError", "bad_request"],
    [401, "AuthenticationError", "authentication"],
    [403, "PermissionDeniedError", "permission_denied"],
    [404, "NotFoundError", "not_found"],
    [409, "APIError", "api_error"],
    [422, "UnprocessableEntityError", "unprocessable_entity"],
    [429, "RateLimitError", "rate_limited"],
    [500, "InternalServerError", "internal_server_error"],
    [599, "InternalServerError", "internal_server_error"],
  ])("%i is a %s", (status, name, code) => {
    expect(errorFor(status, "")).toMatchObject({ name, code, status });
  });

  test("`ok: false` under a success status is an error by its message", () => {
    expect(errorFor(200, "No campaign found.")).toMatchObject({
      name: "NotFoundError",
      status: 200,
    });
    expect(errorFor(200, "Duplicate entity: …")).toMatchObject({ name: "DuplicateError" });
    expect(errorFor(200, "no")).toMatchObject({ name: "BadRequestError" });
  });
});

const facts = { operation, attempts: 2 };
const response = { ...facts, status: 418, headers: new Headers(), errorMessage: "" };

const instances: [talkable.TalkableError, string, (error: unknown) => boolean][] = [
  [new talkable.APIError(response), "APIError", talkable.isAPIError],
  [new talkable.BadRequestError(response), "BadRequestError", talkable.isBadRequestError],
  [
    new talkable.AuthenticationError(response),
    "AuthenticationError",
    talkable.isAuthenticationError,
  ],
  [
    new talkable.PermissionDeniedError(response),
    "PermissionDeniedError",
    talkable.isPermissionDeniedError,
  ],
  [new talkable.NotFoundError(response), "NotFoundError", talkable.isNotFoundError],
  [new talkable.DuplicateError(response), "DuplicateError", talkable.isDuplicateError],
  [
    new talkable.UnprocessableEntityError(response),
    "UnprocessableEntityError",
    talkable.isUnprocessableEntityError,
  ],
  [new talkable.RateLimitError(response), "RateLimitError", talkable.isRateLimitError],
  [
    new talkable.InternalServerError(response),
    "InternalServerError",
    talkable.isInternalServerError,
  ],
  [
    new talkable.APIConnectionError("x", facts),
    "APIConnectionError",
    talkable.isAPIConnectionError,
  ],
  [
    new talkable.APITimeoutError("timeout", 1, facts),
    "APITimeoutError",
    talkable.isAPITimeoutError,
  ],
  [new talkable.APIUserAbortError(facts), "AbortError", talkable.isAPIUserAbortError],
  [
    new talkable.UnexpectedResponseError("x", response),
    "UnexpectedResponseError",
    talkable.isUnexpectedResponseError,
  ],
  [
    new talkable.ConfigurationError("x", facts),
    "ConfigurationError",
    talkable.isConfigurationError,
  ],
  [
    new talkable.InvalidPathParameterError("person_slug", "is empty.", facts),
    "InvalidPathParameterError",
    talkable.isInvalidPathParameterError,
  ],
];

describe("classes and guards", () => {
  test.each(instances)("%s", (error, name, guard) => {
    expect(error).toBeInstanceOf(talkable.TalkableError);
    expect(error).toBeInstanceOf(Error);
    expect(error.name).toBe(name);
    expect(error.stack).toMatch(new RegExp(`^${name}: GET /api/v2/people/{person_slug}: `));
    expect(guard(error)).toBe(true);
    expect(talkable.isTalkableError(error)).toBe(true);
  });

  test("each class has a code of its own", () => {
    expect(new Set(instances.map(([error]) => error.code)).size).toBe(instances.length);
  });

  test("each guard matches its class, its subclasses and nothing else", () => {
    for (const [, guarded, guard] of instances) {
      const matched = instances.filter(([error]) => guard(error)).map(([, name]) => name);
      const expected = {
        APIError: instances.slice(0, 9).map(([, name]) => name),
        APIConnectionError: ["APIConnectionError", "APITimeoutError"],
      }[guarded] ?? [guarded];
      expect(matched).toEqual(expected);
    }
  });

  test.each([undefined, null, "x", 1, {}, new Error("x"), { code: "not_found" }])(
    "no guard matches %s",
    (value) => {
      for (const [, , guard] of instances) expect(guard(value)).toBe(false);
    },
  );

  test("guards recognise the errors of a second installed copy, where instanceof does not", async () => {
    vi.resetModules();
    const copy = await import("../../src/index.js");
    const error = new copy.RateLimitError(response);
    expect(error).not.toBeInstanceOf(talkable.RateLimitError);
    expect(talkable.isRateLimitError(error)).toBe(true);
    expect(talkable.isAPIError(error)).toBe(true);
    expect(talkable.isNotFoundError(error)).toBe(false);
  });
});

describe("messages", () => {
  test("name the operation, the status, what the API said, and what to do", () => {
    expect(errorFor(401, "Unauthorized").message).toBe(
      "GET /api/v2/people/{person_slug}: 401 Unauthorized. " +
        "Talkable did not accept the API key.",
    );
  });

  test("say when the effect of a request is unknown", () => {
    const details = { ...response, status: 500, outcome: "unknown" } as const;
    expect(new talkable.InternalServerError(details).message).toContain("may have taken effect");
  });

  test("hold no e-mail address, however the API wraps it; errorMessage keeps it", () => {
    const said = "No person found by `ann@example.com`,\nann%40example.com or <bo@example.com>.";
    const error = errorFor(400, said);
    expect(error.message).not.toMatch(/ann|bo@|example/);
    expect(error.errorMessage).toBe(said);
  });

  test("hold no part of an address that the cut at 300 characters goes through", () => {
    const error = errorFor(400, `${"x ".repeat(148)}ann.smith@example.com`);
    expect(error.message).not.toContain("ann");
  });

  test("stay one short line when the API sends 100 kB of anything", () => {
    for (const said of ["a", " ", "@", "a@", "\n", "\u0000", "é"].map((c) => c.repeat(100_000))) {
      const start = performance.now();
      const { message, errorMessage } = errorFor(400, said);
      expect(message.length).toBeLessThan(500);
      expect(message).not.toMatch(/\p{Cc}/u);
      expect(errorMessage).toBe(said);
      expect(performance.now() - start).toBeLessThan(100);
    }
  });
});
