import type { TestProject } from "vitest/node";
import { pack } from "./packed.js";

declare module "vitest" {
  interface ProvidedContext {
    /** The packed package. */
    tarball: string;
  }
}

/** Packs once for all suites over the packed package: packing builds, and two builds at a time write the same files. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const packed = await pack();
  project.provide("tarball", packed.tarball);
  return () => packed.remove();
}
