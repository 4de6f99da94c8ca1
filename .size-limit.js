/**
 * As ES modules: in esbuild's default format it would drop the exports, and all that they need.
 *
 * @param {string} ky the package that stands for ky
 * @returns {(config: object) => object}
 */
function bundledWith(ky) {
  return (config) => ({ ...config, format: "esm", alias: { ky } });
}

export default [
  {
    name: "talkable-client with ky 1.14",
    path: "dist/src/index.js",
    modifyEsbuildConfig: bundledWith("ky"),
    limit: "15 kB",
  },
  {
    name: "talkable-client with ky 2",
    path: "dist/src/index.js",
    modifyEsbuildConfig: bundledWith("ky-2"),
  },
  {
    name: "talkable-client/webhooks",
    path: "dist/src/webhooks/index.js",
    modifyEsbuildConfig: bundledWith("ky"),
    limit: "1.5 kB",
  },
  {
    name: "talkable-client/testing",
    path: "dist/src/testing/index.js",
    modifyEsbuildConfig: bundledWith("ky"),
    limit: "11 kB",
  },
  {
    name: "talkable-client/paginate",
    path: "dist/src/paginate/index.js",
    modifyEsbuildConfig: bundledWith("ky"),
    limit: "1.5 kB",
  },
];
