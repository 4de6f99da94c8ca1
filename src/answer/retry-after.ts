/** What a server asks for that says to stay away, but not in a readable form for how long. */
const unreadable = 1_000;

/**
 * Milliseconds that a `Retry-After` asks for; undefined when there is none. Each of a server, a CDN and
 * a proxy may have added one: the longest counts. A date counts from the server's own, if that is known.
 */
export function parseRetryAfter(headers: { get(name: string): string | null }): number | undefined {
  const value = headers.get("retry-after");
  if (value === null) return undefined;
  const now = Date.parse(headers.get("date") ?? "") || Date.now();
  // In a date of HTTP, a comma is followed by the day and the month.
  const parts = value.split(/,(?!\s*\d\d[ -][A-Z])/);
  return Math.max(0, ...parts.map((part) => millisecondsOf(part.trim(), now)));
}

function millisecondsOf(part: string, now: number): number {
  if (/^\d+(?:\.\d+)?(?: ?s.*)?$/.test(part)) return Math.ceil(parseFloat(part) * 1_000);
  const date = /^[A-Z].*:|^\d{4}-/.test(part) ? Date.parse(part) : NaN;
  return Number.isNaN(date) ? unreadable : date - now;
}
