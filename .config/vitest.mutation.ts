import { configDefaults, defineConfig, type ViteUserConfig } from "vitest/config";

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
    ],
    env: { KY_MAJOR: "1" },
    testTimeout: 20_000,
  },
});
export default config;
