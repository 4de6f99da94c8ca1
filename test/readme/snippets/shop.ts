/** What stands for the reader's own code. */
export const apiKeyOf = (site: string): string => `key-of-${site}`;

export const customerOf = (_request: Request): Promise<{ email: string }> =>
  Promise.resolve({ email: "ann@example.com" });
