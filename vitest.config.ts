import { defineConfig, type ViteUserConfig } from "vitest/config";

/** What depends on ky runs on both of its major versions. */
const kySuites = [
  "abort",
  "faults",
  "foreign-errors",
  "ky-waits",
  "leaks",
  "redaction",
  "retry-table",
  "throttle-seam",
  "timeouts",
  "wire",
];

/** What looks at the package as it is published. */
const packedSuites = ["test/package/*.test.ts", "test/editor/*.test.ts"];

/** Minutes of generating and compiling: `npm run test:vendor-changes`, and CI. */
const vendorSuite = "test/vendor-changes/*.test.ts";

const config: ViteUserConfig = defineConfig({
  test: {
    testTimeout: 20_000,
    coverage: {
      include: ["src/**", "scripts/**"],
      reporter: ["text-summary", "html", "json"],
      reportsDirectory: "node_modules/.cache/coverage",
      thresholds: { branches: 95 },
    },
    projects: [
      {
        extends: true,
        test: {
          name: "ky 1",
          include: ["test/**/*.test.ts"],
          exclude: [...packedSuites, vendorSuite],
          env: { KY_MAJOR: "1" },
          typecheck: {
            enabled: true,
            include: ["test/**/*.test-d.ts"],
            tsconfig: "test/tsconfig.json",
            // Other installed versions of TypeScript bring a `tsc` as well.
            checker: "node_modules/typescript/bin/tsc",
          },
        },
      },
      {
        extends: true,
        test: {
          name: "packed",
          include: packedSuites,
          globalSetup: "test/package/pack.ts",
        },
      },
      { extends: true, test: { name: "vendor changes", include: [vendorSuite] } },
      {
        extends: true,
        resolve: { alias: { ky: "ky-2" } },
        test: {
          name: "ky 2",
          include: [`test/client/{${kySuites.join(",")}}.test.ts`],
          env: { KY_MAJOR: "2" },
        },
      },
    ],
  },
});
export default config;
