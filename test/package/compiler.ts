import { dirname, join } from "node:path";
import { createRequire } from "node:module";
import type { Consumer } from "./packed.js";
import { toolchainFolder } from "./toolchain.js";

/** The versions that are supported, oldest first: 5.4, 5.9, 6 and 7. */
export const typescripts = [
  "typescript-5.4",
  "typescript",
  "typescript-6",
  "typescript-7",
] as const;
export type TypeScript = (typeof typescripts)[number];

/** Compiles the files of a project; resolves to what the compiler printed. */
export async function compile(
  project: Consumer,
  typescript: TypeScript,
  compilerOptions: object,
  files: readonly string[],
): Promise<string> {
  await project.write("tsconfig.json", JSON.stringify({ compilerOptions, files }));
  return project
    .node(join(packageFolder(typescript), "bin/tsc"), "--pretty", "false")
    .catch((error: unknown) => {
      const { stdout } = error as { stdout: string };
      if (stdout === "") throw error;
      return stdout;
    });
}

function packageFolder(typescript: TypeScript): string {
  const from =
    typescript === "typescript-6" ? join(toolchainFolder, "package.json") : import.meta.url;
  return dirname(createRequire(from).resolve(`${typescript}/package.json`));
}
