/** What stands for the reader's own code. */
export const apiKeyOf = (site: string): string => `key-of-${site}`;

export const customerOf = (request: Request): Promise<{ email: string }> =>
  Promise.resolve({ email: request.headers.get("x-signed-in") ?? "ann@example.com" });
