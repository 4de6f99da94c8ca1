import { fileURLToPath } from "node:url";
import { installOwnPackages } from "../../scripts/own-packages.js";
import { runtimesFolder } from "../runtimes/support/run.js";

/** The folder whose package file names what only these tests build and judge with. */
export const toolchainFolder: string = fileURLToPath(new URL("toolchain/", import.meta.url));

/** Installs that, and the runtimes. */
export default async function setup(): Promise<void> {
  await installOwnPackages(toolchainFolder);
  await installOwnPackages(runtimesFolder);
}
