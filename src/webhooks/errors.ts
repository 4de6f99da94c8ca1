const brand = Symbol.for("talkable-client.WebhookError");

/**
 * The delivery does not prove that it comes from Talkable: its key is missing, duplicated or wrong, or its site is not
 * the expected one. Also thrown when the `key` option is empty, as no delivery can prove anything then.
 *
 * Holds neither the body nor any key.
 */
export class WebhookVerificationError extends Error {
  static {
    Object.assign(this.prototype, { name: "WebhookVerificationError", [brand]: true });
  }

  readonly code = "webhook_verification" as const;

  /** The HTTP status to answer with. Express and Fastify use it by themselves when the error reaches them. */
  readonly status = 401 as const;
}

/** The delivery cannot be read. Holds nothing of the body. */
export class WebhookParseError extends Error {
  static {
    Object.assign(this.prototype, { name: "WebhookParseError", [brand]: true });
  }

  readonly code = "webhook_parse" as const;

  /** The HTTP status to answer with. Express and Fastify use it by themselves when the error reaches them. */
  readonly status = 400 as const;
}

/** What `run` returns. Whatever it throws may quote its input, and so is replaced. */
export function orParseError<T>(run: () => T, message: string): T {
  try {
    return run();
  } catch {
    throw new WebhookParseError(message);
  }
}

/** Whether `error` is one of the two above, from any installed copy of this package. Their `code` tells them apart. */
export function isWebhookError(
  error: unknown,
): error is WebhookVerificationError | WebhookParseError {
  return typeof error === "object" && error !== null && brand in error;
}
