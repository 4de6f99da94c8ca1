import { defineConfig, type ViteUserConfig } from "vitest/config";

const config: ViteUserConfig = defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    typecheck: {
      enabled: true,
      include: ["test/**/*.test-d.ts"],
      tsconfig: "test/tsconfig.json",
      // Other installed versions of TypeScript bring a `tsc` as well.
      checker: "node_modules/typescript/bin/tsc",
    },
    testTimeout: 20_000,
  },
});
export default config;
