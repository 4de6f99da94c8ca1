/** Something the person running the generator can act on: printed without a stack, exit code 1, nothing written. */
export class Problem extends Error {
  override name = "Problem";
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
