import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { checkTypes, type TypeCheck } from "../support/type-check.js";

/** The same calls of every operation, on this package and on openapi-fetch with the same `paths`. */
export async function measure(): Promise<{ ours: TypeCheck; plain: TypeCheck }> {
  const source = await readFile(new URL("../contract/every-operation.ts", import.meta.url), "utf8");
  const calls = source.replaceAll("client.withResponse.", "client.");
  const plain = calls.replace(
    /import type .*\n\ntype Client = .*\n/,
    `import type { Client as FetchClient } from "openapi-fetch";
import type { paths } from "../../generated/api.js";

type Client = FetchClient<paths>;
`,
  );
  // The first check of a process also pays for warming up the compiler.
  checkTypes("test/contract/warm-up.ts", calls);
  return {
    ours: checkTypes("test/contract/ours.ts", calls),
    plain: checkTypes("test/contract/plain.ts", plain),
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { ours, plain } = await measure();
  const row = (name: string, { instantiations, milliseconds, errors }: TypeCheck): string =>
    `${name.padEnd(16)}${instantiations.toLocaleString("en").padStart(12)} instantiations${Math.round(milliseconds).toLocaleString("en").padStart(8)} ms  ${errors.length} errors`;
  console.log(`Type-checking one call of each operation, Node ${process.version}`);
  console.log(row("talkable-client", ours));
  console.log(row("openapi-fetch", plain));
  console.log(
    `ratio of instantiations: ${(ours.instantiations / plain.instantiations).toFixed(2)}`,
  );
}
