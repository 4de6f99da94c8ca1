import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { compile, type TypeScript, typescripts } from "./compiler.js";
import { type Consumer, install } from "./packed.js";

let project: Consumer;

beforeAll(async () => {
  project = await install(inject("tarball"), "ky", ["@types/node", "undici-types"]);
  await project.write("package.json", "{}");
  await project.copy("consumer/service.ts");
  await project.copy("consumer/receiver.ts");
});
afterAll(() => project.remove());

/** As a NestJS project has it. */
const options = {
  target: "es2022",
  types: ["node"],
  strict: true,
  esModuleInterop: true,
  isolatedModules: true,
  experimentalDecorators: true,
  emitDecoratorMetadata: true,
  skipLibCheck: true,
  noEmitOnError: true,
};

function build(typescript: TypeScript, module: object): Promise<string> {
  return compile(project, typescript, { ...options, ...module }, ["service.ts", "receiver.ts"]);
}

const node10 = { module: "commonjs", moduleResolution: "node10" };

describe("a CommonJS project in TypeScript", () => {
  test.each<[TypeScript, string, object]>([
    ["typescript-5.4", "commonjs and node10", node10],
    ["typescript", "commonjs and node10", node10],
    ["typescript-6", "commonjs and node10", { ...node10, ignoreDeprecations: "6.0" }],
    ["typescript-6", "commonjs", { module: "commonjs" }],
    ["typescript-7", "commonjs", { module: "commonjs" }],
    ["typescript", "nodenext", { module: "nodenext" }],
    ["typescript-6", "nodenext", { module: "nodenext" }],
    ["typescript-7", "nodenext", { module: "nodenext" }],
  ])("compiles and runs, %s with %s", { timeout: 120_000 }, async (typescript, _name, module) => {
    expect(await build(typescript, module)).toBe("");
    expect(await project.node("service.js")).toBe("newsletter\n");
  });

  test.each([
    ...typescripts.map((typescript) => [typescript, "node16"] as const),
    ["typescript-5.4", "nodenext"] as const,
  ])(
    "is told by the compiler that it cannot require an ES module, %s with %s, which README says",
    { timeout: 120_000 },
    async (typescript, module) => {
      expect(await build(typescript, { module })).toContain("error TS1479");
    },
  );
});
