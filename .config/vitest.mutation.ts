import { defineConfig, type ViteUserConfig } from "vitest/config";

/** The tests that see a mutation of `src/`: in one process, with one version of ky. */
const config: ViteUserConfig = defineConfig({
  test: {
    include: ["test/{check,client,throttle,webhooks}/**/*.test.ts"],
    env: { KY_MAJOR: "1" },
    testTimeout: 20_000,
  },
});
export default config;
