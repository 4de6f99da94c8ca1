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

/** Suites with a script of their own, `npm run test:<name>`: they take minutes, or install what others do not need. */
const separateSuites = [
  "test/docs/*.test.ts",
  "test/package/*.test.ts",
  "test/runtimes/*.test.ts",
  "test/vendor-changes/*.test.ts",
];

/** Nothing in them depends on time. */
const untimedSuites = [
  "test/{generator,readme,types,webhooks,workflows}/*.test.ts",
  "test/check/!(failures).test.ts",
];

/** Two at once, also where there are but two cores, and after all others. */
const sideBySide = { maxWorkers: 2, sequence: { groupOrder: 1 } };

/** Packs, and hands the tarball to the suites that look at the package as it is published. */
const globalSetup = "test/package/pack.ts";

const config: ViteUserConfig = defineConfig({
  test: {
    testTimeout: 20_000,
    coverage: {
      include: ["src/**", "scripts/**"],
      // Run when the site is built, and by the suites of other projects.
      exclude: ["scripts/docs/**", "scripts/own-packages.ts"],
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
          exclude: ["test/editor/*.test.ts", ...untimedSuites, ...separateSuites],
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
        test: { name: "untimed", include: untimedSuites, ...sideBySide },
      },
      {
        extends: true,
        test: { name: "editor", include: ["test/editor/*.test.ts"], globalSetup, ...sideBySide },
      },
      {
        extends: true,
        test: {
          name: "package",
          include: ["test/package/*.test.ts"],
          globalSetup: [globalSetup, "test/package/toolchain.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "runtimes",
          include: ["test/runtimes/*.test.ts"],
          globalSetup: [globalSetup, "test/runtimes/install.ts"],
        },
      },
      {
        extends: true,
        test: { name: "vendor changes", include: ["test/vendor-changes/*.test.ts"] },
      },
      { extends: true, test: { name: "docs", include: ["test/docs/*.test.ts"] } },
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
