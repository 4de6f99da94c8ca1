/** The site's security key. While it is being rotated: the new one and the old one. Empty ones never match. */
export type SecurityKey = string | readonly string[];

/** Without empty keys: an unset environment variable must not let deliveries with an empty key pass. */
export function keysOf(key: SecurityKey): string[] {
  return [key].flat().filter(Boolean);
}
