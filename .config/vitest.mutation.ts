import { relative } from "node:path";
import { configDefaults, defineConfig, type ViteUserConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** One failed test is enough, and Vitest's own order begins with the slowest. */
class QuickestFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const duration = ({ project, moduleId }: TestSpecification): number => {
      const path = relative(this.ctx.config.root, moduleId);
      return this.ctx.cache.getFileTestResults(`${project.name}:${path}`)?.duration ?? 0;
    };
    return Promise.resolve(files.toSorted((a, b) => duration(a) - duration(b)));
  }
}

/** What a mutation of `src/` can fail: in this process, with one version of ky. */
const config: ViteUserConfig = defineConfig({
  test: {
    include: ["test/{check,client,observing,paginate,testing,throttle,webhooks}/**/*.test.ts"],
    exclude: [
      ...configDefaults.exclude,
      // They compile, bundle or run `src/` elsewhere, or wait for memory to be collected.
      "test/check/evidence-loop.test.ts",
      "test/client/{frozen,leaks,upload-memory}.test.ts",
      "test/webhooks/portable.test.ts",
      // Shops' code with a state of its own, which the next file would find.
      "test/testing/snippets/**",
    ],
    env: { KY_MAJOR: "1" },
    isolate: false,
    sequence: { sequencer: QuickestFirst },
    testTimeout: 20_000,
  },
});
export default config;
