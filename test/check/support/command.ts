import { checkCommand, type Command } from "../../../src/bin/check-command.js";
import { ajvJudge } from "../../../scripts/check/ajv-judge.js";
import { document } from "./api.js";

export interface Checked {
  readonly exitCode: number;
  readonly printed: string;
  readonly errors: string;
}

const given = { TALKABLE_API_KEY: "check-key", TALKABLE_SITE_SLUG: "acme-shop" };

/** Runs the command in this process, as `npm run check:live` does. */
export async function runCheck(
  url: string,
  args: readonly string[] = [],
  command: Partial<Command> = {},
): Promise<Checked> {
  const printed: string[] = [];
  const errors: string[] = [];
  const exitCode = await checkCommand(["--base-url", url, ...args], {
    name: "check",
    document,
    environment: given,
    print: (line) => printed.push(line),
    printError: (line) => errors.push(line),
    judge: ajvJudge(document),
    ...command,
  });
  return { exitCode, printed: printed.join("\n"), errors: errors.join("\n") };
}

/** Values for all that no answer names. */
export const everything = [
  ...["--visitor", "7c1f2b9e-56a4-4a0e-9d3c-0f6a1b2c3d4e"],
  ...["--loyalty-member", "ann@example.com"],
];
